import { addressKey } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import { deliveredTo, redirectedBy, resentBy } from './delivered-to.ts';
import { headerValue, type MailPerson, type Message } from './message.ts';

/** Who a mail that came unchanged was sent on by: somebody else than its author, or the author. */
export type Redirect = 'byReceiver' | 'byAuthor';

const keysOf = (addresses: readonly string[]): AddressKey[] =>
  addresses.map((address) => addressKey(address)).filter((key) => key !== null);
const peopleOf = (people: readonly MailPerson[]): AddressKey[] => keysOf(people.map(({ address }) => address));

/** Programs that put themselves into From, so that it passes DMARC, keep the author in one of these. */
const namesAnotherAuthor = (message: Message, authors: readonly AddressKey[]): boolean =>
  headerValue(message, 'x-original-from') !== null || peopleOf(message.replyTo).some((key) => !authors.includes(key));

/** Addresses of the forward mailbox, and which addresses are of users and queues of ours. */
export interface Surroundings {
  readonly here: readonly AddressKey[];
  readonly people: ReadonlySet<AddressKey>;
}

/** Who may have sent the mail on: addresses to look up among those of users and queues. */
export const noted = (message: Message): readonly AddressKey[] =>
  keysOf([...redirectedBy(message), ...sentTo(message)]);

const sentTo = (message: Message): string[] => deliveredTo(message, ['x-original-to']);

/**
 * A11: whether a mail of one of us in a forward mailbox is an original that a server sent on as it was, by fields of
 * that server (RFC 5322 section 3.6.6, and what Exchange, Gmail, Postfix and Sieve write) which name one of us. What was
 * written to the forward mailbox itself is no redirect, whatever its delivery noted. The author alone as the one
 * who sent it on proves it only by a Resent field, and only where it was written to others: a forward that a rule wrote
 * anew bears its author's name in other notes too.
 */
export const redirectOf = (message: Message, { here, people }: Surroundings): Redirect | null => {
  const authors = peopleOf(message.from);
  const receivers = peopleOf([...message.to, ...message.cc, ...message.bcc]);
  const others = receivers.filter((key) => !here.includes(key));
  if (receivers.length > 0 && others.length === 0) return null;
  if (noted(message).some((key) => people.has(key) && !authors.includes(key))) return 'byReceiver';
  const isResent = keysOf(resentBy(message)).some((key) => people.has(key));
  if (!isResent || namesAnotherAuthor(message, authors)) return null;
  return others.some((key) => !authors.includes(key)) ? 'byAuthor' : null;
};
