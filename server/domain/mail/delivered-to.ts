import type { Message } from './message.ts';

/** What servers note of the address a mail was delivered to, when lists, aliases and Bcc leave it out of To and Cc. */
const fields: ReadonlySet<string> = new Set([
  'delivered-to',
  'x-delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-rcpt-to',
]);
/** RFC 5322 section 3.6.6: who brought a mail into the mail system again as it was; with a redirect the receiver whose rule it is. */
const resent: ReadonlySet<string> = new Set(['resent-from', 'resent-sender', 'x-sieve-redirected-from']);
/** The same by other names. Exchange names the mailbox whose rule or forwarding address sent a mail on, with its tenant. */
const redirected: ReadonlySet<string> = new Set([
  ...resent,
  'x-forwarded-for',
  'x-ms-exchange-inbox-rules-loop',
  'x-ms-exchange-forwardingloop',
]);

/** Each hop may add one; more than these were not written by servers. */
const most = 20;

const addressIn = /[^\s<>,;"()]{1,254}@[^\s<>,;"()]{1,253}/g;

const addressesOf = (message: Pick<Message, 'headers'>, names: ReadonlySet<string>): string[] => {
  const values = message.headers.filter(({ name }) => names.has(name)).slice(0, most);
  return [...new Set(values.flatMap(({ value }) => value.slice(0, 2_000).match(addressIn) ?? []))].slice(0, most);
};

/**
 * A17: addresses that the mail was delivered to, as its headers say; of all fields that servers write, or these alone.
 * They are looked up among our own, never trusted further.
 */
export const deliveredTo = (message: Pick<Message, 'headers'>, only?: readonly string[]): string[] =>
  addressesOf(message, only === undefined ? fields : new Set(only));

/** A11: addresses that sent the mail on, as any server notes it; a forward that a rule wrote anew may note it too. */
export const redirectedBy = (message: Pick<Message, 'headers'>): string[] => addressesOf(message, redirected);

/** A11: those of them who sent it on as it was. */
export const resentBy = (message: Pick<Message, 'headers'>): string[] => addressesOf(message, resent);
