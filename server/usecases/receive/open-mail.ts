import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import { addressKey, domainOf } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import { toWire } from '#shared/model/instant.ts';
import { authenticationOf } from '../../domain/mail/authentication-results.ts';
import { deliveredTo, redirectedBy } from '../../domain/mail/delivered-to.ts';
import { wrappingOf } from '../../domain/mail/forwarded.ts';
import type { InlineForward } from '../../domain/mail/inline-forward.ts';
import type { MailPerson, Message } from '../../domain/mail/message.ts';
import { noted } from '../../domain/mail/redirect.ts';
import type { UnreadableReason } from '../../ports/message-reader.ts';
import type { StoreRead } from '../../ports/store.ts';
import { type ReadSource, sourceOf } from '../promotion/read-source.ts';
import type { ReceivedMail, ReceiveNeeds } from './received-mail.ts';

/** A20: whose drop address the mail reached, and whether they wrote it themselves. */
export interface Dropped {
  readonly userId: string;
  readonly address: AddressKey;
  readonly genuine: boolean;
}

/** A mail as it was read, without what wrapped it. */
export type OpenedMail =
  | {
      readonly kind: 'unreadable';
      readonly bytes: Uint8Array;
      readonly because: UnreadableReason;
      readonly detail: string;
    }
  /** A11: a forward whose original nobody can prove; `forwarder` is who sent it here. */
  | {
      readonly kind: 'unproved';
      readonly because: string;
      readonly forwarder: AddressKey | null;
    }
  | {
      readonly kind: 'opened';
      readonly source: ReadSource;
      readonly message: Message;
      /** A17: where it was delivered besides To, Cc and Bcc. */
      readonly deliveredTo: readonly AddressKey[];
      /** Whose mailbox it is: where it was found, and who forwarded it. */
      readonly foundAt: readonly AddressKey[];
      readonly dropped: Dropped | null;
    };

const keysOf = (addresses: readonly string[]): AddressKey[] => [
  ...new Set(addresses.map((address) => addressKey(address)).filter((key) => key !== null)),
];

const peopleKeys = (people: readonly MailPerson[]): AddressKey[] => keysOf(people.map(({ address }) => address));

interface Context {
  readonly mail: ReceivedMail;
  readonly settings: OrganizationSettings;
  /** Authors of our own: users, queues, or at our domains. */
  readonly ours: ReadonlySet<AddressKey>;
  /** Of authors and of those who may have sent it on, who is a user or queue. */
  readonly people: ReadonlySet<AddressKey>;
  readonly dropped: Dropped | null;
}

/** Which of these addresses are of users and queues. */
const peopleAmong = async (read: StoreRead, keys: readonly AddressKey[]): Promise<ReadonlySet<AddressKey>> => {
  if (keys.length === 0) return new Set();
  const { owners } = await read.routing.matching({ readerId: null, addresses: keys, looseAddresses: [] });
  const own = owners.filter(({ record }) => record.type === 'user' || record.type === 'queue');
  return new Set(own.map(({ addressKey: key }) => key));
};

/** A20: a drop address among all addresses the mail came by; its owner wrote the mail, or it is refused. */
const findDrop = async (
  read: StoreRead,
  message: Message,
  { mail, settings }: Pick<Context, 'mail' | 'settings'>,
): Promise<Dropped | null> => {
  const named = [...message.to, ...message.cc, ...message.bcc].map(({ address }) => address);
  const reached = [
    ...(mail.foundAt === null ? [] : [mail.foundAt]),
    ...mail.envelopeTo,
    ...named,
    ...deliveredTo(message),
  ];
  const keys = keysOf(reached).filter((key) => domainOf(key) === settings.dropDomain);
  const [drop] = keys.length === 0 ? [] : await read.dropAddresses.among(keys);
  if (drop === undefined) return null;
  const own = await read.routing.ownAddresses(drop.userId);
  const authors = peopleKeys(message.from);
  const genuine =
    authors.length > 0 &&
    authors.every((author) => own.includes(author)) &&
    authenticationOf(message, settings.authenticationServers) !== 'fail';
  return { userId: drop.userId, address: drop.addressKey as AddressKey, genuine };
};

/** What the router must know before it can say what wraps what. */
const contextOf = (needs: ReceiveNeeds, mail: ReceivedMail, message: Message): Promise<Context> =>
  needs.store.read(mail.organizationId, async (read) => {
    const settings = await read.organization.settings();
    const dropped = settings.dropDomain === null ? null : await findDrop(read, message, { mail, settings });
    const wrapped = mail.wrapping === 'forwarded' || dropped !== null;
    const authors = wrapped ? peopleKeys(message.from) : [];
    const people = await peopleAmong(read, wrapped ? [...authors, ...noted(message)] : []);
    const ours = new Set(authors.filter((key) => people.has(key) || settings.ownDomains.includes(domainOf(key))));
    return { mail, settings, dropped, ours, people };
  });

const without = (message: Message, address: AddressKey): Message => {
  const others = (people: readonly MailPerson[]) => people.filter((person) => addressKey(person.address) !== address);
  return { ...message, to: others(message.to), cc: others(message.cc), bcc: others(message.bcc) };
};

const unreadable = (
  bytes: Uint8Array,
  { because, detail }: { readonly because: UnreadableReason; readonly detail: string },
): OpenedMail => ({ kind: 'unreadable', bytes, because, detail });

/** `outer` is what came; the source is that of the original, which may be the same. */
const opened = (context: Context, outer: Message, source: ReadSource): OpenedMail => {
  const { mail, dropped } = context;
  if (source.reading.kind === 'unreadable') return unreadable(mail.bytes, source.reading);
  const { message } = source.reading;
  const forwarders = mail.wrapping === 'forwarded' ? keysOf([...redirectedBy(outer)]) : [];
  const authors = message === outer ? [] : peopleKeys(outer.from);
  const delivered = keysOf([...mail.envelopeTo, ...deliveredTo(outer), ...deliveredTo(message)]);
  return {
    kind: 'opened',
    source,
    message: dropped === null ? message : without(message, dropped.address),
    deliveredTo: delivered.filter((key) => key !== dropped?.address),
    foundAt: keysOf(mail.foundAt === null ? [] : [mail.foundAt]).concat(forwarders, authors),
    dropped,
  };
};

const person = ({ address, name }: MailPerson) => (name === null ? { address } : { address, name });

/** A11: the original built anew from what the forward says of it; what is not known of it is left out. */
const rebuilt = async (needs: ReceiveNeeds, original: InlineForward): Promise<ReadSource> => {
  const bytes = await needs.builder.build({
    internetMessageId: original.messageId,
    subject: original.subject,
    sentAt: toWire(original.date),
    from: person(original.from),
    to: original.to.map(person),
    cc: original.cc.map(person),
    bcc: [],
    text: original.text,
    attachments: [],
    source: 'reconstructed',
  });
  return sourceOf(bytes, 'reconstructed', await needs.reader.read(bytes));
};

const unwrap = async (needs: ReceiveNeeds, context: Context, outer: Opening): Promise<OpenedMail> => {
  const { message, source } = outer;
  const authors = peopleKeys(message.from);
  const { mail, ours, people } = context;
  const here = keysOf(mail.foundAt === null ? mail.envelopeTo : [mail.foundAt, ...mail.envelopeTo]);
  const wrapping = wrappingOf(message, { byOneOfUs: authors.some((author) => ours.has(author)), here, people });
  switch (wrapping.kind) {
    case 'redirected':
      return opened(context, message, source);
    case 'attached':
      return opened(context, message, sourceOf(wrapping.bytes, 'original', await needs.reader.read(wrapping.bytes)));
    case 'inline':
      return opened(context, message, await rebuilt(needs, wrapping.original));
    case 'unproved':
      return { kind: 'unproved', because: wrapping.because, forwarder: authors[0] ?? null };
  }
};

interface Opening {
  readonly message: Message;
  readonly source: ReadSource;
}

/** A20: a mail that also went to others was sent with a copy here; one that came here alone wraps another. */
const wraps = ({ mail, dropped }: Context, message: Message): boolean => {
  if (dropped === null) return mail.wrapping === 'forwarded';
  const others = peopleKeys([...message.to, ...message.cc, ...message.bcc]).filter((key) => key !== dropped.address);
  return dropped.genuine && others.length === 0;
};

/** Reads the bytes and undoes what wraps them; outside any transaction (A11, A17, A20, A23). */
export const openMail = async (needs: ReceiveNeeds, mail: ReceivedMail): Promise<OpenedMail> => {
  const source = sourceOf(mail.bytes, 'original', await needs.reader.read(mail.bytes));
  if (source.reading.kind === 'unreadable') return unreadable(mail.bytes, source.reading);
  const { message } = source.reading;
  const context = await contextOf(needs, mail, message);
  return wraps(context, message) ? unwrap(needs, context, { message, source }) : opened(context, message, source);
};
