import { addressKey, domainOf, sameMailbox } from '#shared/model/address.ts';
import type { AddressKey, AddressRules } from '#shared/model/address.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { MailPerson, Message } from '../mail/message.ts';
import type { Standing } from './acceptance.ts';
import type { AddressOwner, MatchingFacts } from './facts.ts';

/** A user or queue that a mail concerns, because it was written or received under one of their addresses. */
export interface Concerned {
  readonly id: string;
  readonly name: string;
  readonly kind: 'user' | 'queue';
  /** Of its addresses the first that the mail has to do with. */
  readonly address: AddressKey;
  /** It wrote the mail. */
  readonly author: boolean;
  /** Its address stands in From, To or Cc. */
  readonly named: boolean;
  /** The mail was found in its mailbox. */
  readonly reading: boolean;
}

/** Who is on either side of a mail. */
export interface Audience {
  /** P19: written by one of us. */
  readonly direction: 'incoming' | 'outgoing';
  /** To, Cc, Bcc, in this order, then those the mail was only delivered to; each once. */
  readonly concerned: readonly Concerned[];
  /** Authors and recipients that are none of us. */
  readonly outside: readonly AddressKey[];
  /** The best that is known of the outside authors; of outgoing mail, of the outside recipients. */
  readonly standing: Standing;
  /** A6: written by a user, and nobody but users and people at our own domains received it. */
  readonly internal: boolean;
}

export interface AudienceQuestion {
  readonly message: Pick<Message, 'from' | 'to' | 'cc' | 'bcc'>;
  /** A17: delivered to these as well. */
  readonly deliveredTo: readonly AddressKey[];
  /** The address of the mailbox it was found in, or of whoever forwarded it. */
  readonly foundAt: readonly AddressKey[];
  readonly matching: MatchingFacts;
  readonly ownDomains: readonly string[];
  readonly rules: AddressRules;
}

const keysOf = (people: readonly MailPerson[]): AddressKey[] =>
  people.map(({ address }) => addressKey(address)).filter((key) => key !== null);

const customers: ReadonlySet<string> = new Set<RecordRef['type']>(['contact', 'lead', 'account']);

type Lookup = (key: AddressKey) => readonly AddressOwner[];

const lookupIn = ({ matching, rules }: AudienceQuestion): Lookup => {
  const known = new Map<AddressKey, AddressOwner[]>();
  const add = (key: AddressKey, owner: AddressOwner) => known.set(key, [...(known.get(key) ?? []), owner]);
  for (const owner of matching.owners) add(owner.addressKey, owner);
  return (key) => {
    const exact = known.get(key);
    return exact ?? matching.owners.filter((owner) => sameMailbox(owner.addressKey, key, rules));
  };
};

const isOurs = ({ record, active }: AddressOwner): boolean =>
  active && (record.type === 'user' || record.type === 'queue');

const standingOf = (keys: readonly AddressKey[], owners: Lookup): Standing => {
  const types = keys.flatMap((key) => owners(key).map(({ record }) => record.type));
  if (types.some((type) => customers.has(type))) return 'customer';
  return types.length > 0 ? 'record' : 'stranger';
};

/** What is known of somebody, with one more address under which the mail has to do with them. */
const withAddress = (before: Concerned | undefined, seen: Omit<Concerned, 'id' | 'name' | 'kind'>) =>
  before === undefined
    ? seen
    : {
        address: before.address,
        author: before.author || seen.author,
        named: before.named || seen.named,
        reading: before.reading || seen.reading,
      };

/** Users and queues by id, in the order in which the mail names them. */
const concernedBy = (question: AudienceQuestion, keys: AddressesOfMail, ours: Lookup): Concerned[] => {
  const found = new Map<string, Concerned>();
  for (const key of [...keys.authors, ...keys.named, ...keys.unnamed]) {
    const author = keys.authors.includes(key);
    const seen = {
      address: key,
      author,
      named: author || keys.named.includes(key),
      reading: question.foundAt.includes(key),
    };
    for (const { record } of ours(key))
      found.set(record.id, {
        id: record.id,
        name: record.name,
        kind: record.type === 'queue' ? 'queue' : 'user',
        ...withAddress(found.get(record.id), seen),
      });
  }
  return [...found.values()];
};

interface AddressesOfMail {
  readonly authors: readonly AddressKey[];
  /** To and Cc. */
  readonly named: readonly AddressKey[];
  readonly unnamed: readonly AddressKey[];
}

/** Facts about addresses to the people on both sides. */
export const audienceOf = (question: AudienceQuestion): Audience => {
  const { message } = question;
  const owners = lookupIn(question);
  const ours: Lookup = (key) => owners(key).filter(isOurs);
  const authors = keysOf(message.from);
  const received = keysOf([...message.to, ...message.cc, ...message.bcc]);
  const concerned = concernedBy(
    question,
    {
      authors,
      named: keysOf([...message.to, ...message.cc]),
      unnamed: [...keysOf(message.bcc), ...question.deliveredTo, ...question.foundAt],
    },
    ours,
  );
  const isOutside = (key: AddressKey) => ours(key).length === 0 && !question.ownDomains.includes(domainOf(key));
  const outgoing = authors.some((key) => ours(key).length > 0);
  const outside = [...new Set([...authors, ...received].filter(isOutside))];
  const otherSide = (outgoing ? received : authors).filter(isOutside);
  return {
    direction: outgoing ? 'outgoing' : 'incoming',
    concerned,
    outside,
    standing: standingOf(otherSide, owners),
    internal: authors.length > 0 && outside.length === 0 && concerned.every(({ kind }) => kind === 'user'),
  };
};
