import { addressKey } from '#shared/model/address.ts';
import type { IncomingSettings } from '#shared/model/mailbox.ts';

/** Which mailbox a connection leads to, however it is connected. */
export interface MailboxIdentity {
  /** The same for the same mailbox: its address, or the account's name at the domain of its server. */
  readonly key: string;
  /** The domain of the server that is signed in at: credentials prove something only where the mailbox is. */
  readonly server: string;
}

/** What the first label of a host says of the service and not of the domain. */
const serviceLabels: ReadonlySet<string> = new Set(
  'imap imaps imap4 pop pop3 mail email mailbox webmail smtp dav webdav caldav carddav cal calendar contacts groupware'.split(
    ' ',
  ),
);

/** The host of an address such as `https://user@host:port/path` (RFC 3986 section 3.2.2). */
const hostOfUrl = (url: string): string => /^[^:/]+:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(url)?.[1] ?? '';

/** The host that mail is fetched from. */
export const serverOfIncoming = (incoming: IncomingSettings): string =>
  (incoming.protocol === 'graph' ? hostOfUrl(incoming.baseUrl) : incoming.host).toLowerCase();

/** The host that items are synchronized with. */
export const serverOfAccount = (url: string): string => hostOfUrl(url).toLowerCase();

const isIpAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');

const domainOfHost = (host: string): string => {
  const name = host.toLowerCase().replace(/\.$/, '');
  const [first = '', ...rest] = name.split('.');
  return !isIpAddress(name) && rest.length >= 2 && serviceLabels.has(first) ? rest.join('.') : name;
};

const identityOf = (account: string, host: string): MailboxIdentity => {
  const server = domainOfHost(host);
  const name = account.trim().normalize('NFC').toLowerCase();
  return { key: addressKey(name) ?? `${name}@${server}`, server };
};

/** I5: the mailbox that mail is fetched from. A service identity opens the mailbox of the user it names (A26). */
export const identityOfIncoming = (incoming: IncomingSettings): MailboxIdentity =>
  incoming.protocol === 'graph'
    ? identityOf(incoming.mailbox, hostOfUrl(incoming.baseUrl))
    : identityOf(incoming.signIn.user, incoming.host);

/** I5: the mailbox that an account is synchronized with. */
export const identityOfAccount = ({ url, user }: { readonly url: string; readonly user: string }): MailboxIdentity =>
  identityOf(user, hostOfUrl(url));
