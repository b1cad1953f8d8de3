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
/** Who sent a mail on as it was (RFC 5322 section 3.6.6); with a redirect it is the receiver whose rule it is. */
const redirected: ReadonlySet<string> = new Set([
  'resent-from',
  'resent-sender',
  'x-forwarded-for',
  'x-sieve-redirected-from',
]);

/** Each hop may add one; more than these were not written by servers. */
const most = 20;

const addressIn = /[^\s<>,;"()]{1,254}@[^\s<>,;"()]{1,253}/g;

const addressesOf = (message: Pick<Message, 'headers'>, names: ReadonlySet<string>): string[] => {
  const values = message.headers.filter(({ name }) => names.has(name)).slice(0, most);
  return [...new Set(values.flatMap(({ value }) => value.slice(0, 2_000).match(addressIn) ?? []))].slice(0, most);
};

/** A17: addresses that the mail was delivered to, as its headers say. They are looked up among our own, never trusted further. */
export const deliveredTo = (message: Pick<Message, 'headers'>): string[] => addressesOf(message, fields);

/** A11: addresses that sent the mail on unchanged. */
export const redirectedBy = (message: Pick<Message, 'headers'>): string[] => addressesOf(message, redirected);
