import { z } from 'zod';
import { WireInstant } from './instant.ts';

/** Bounds that whoever connects a mailbox meets. */
export const mailboxLimits = {
  folders: 100,
  folderName: 500,
  host: 253,
  name: 320,
  secret: 10_000,
  pollSeconds: { least: 10, most: 86_400, usual: 60 },
} as const;

const Host = z
  .string()
  .trim()
  .min(1)
  .max(mailboxLimits.host)
  .regex(/^[A-Za-z0-9._:-]+$/, 'write a host name or an IP address, without port and protocol');
const Port = z.number().int().min(1).max(65_535);
const UserName = z.string().min(1).max(mailboxLimits.name);
export const FolderName = z.string().min(1).max(mailboxLimits.folderName);

/** `tls`: from the first byte; `startTls`: nothing is sent before it; `none`: for servers on the same machine. */
export const MailSecurity = z.enum(['tls', 'startTls', 'none']);
export type MailSecurity = z.infer<typeof MailSecurity>;

/** How we sign in at a mail server. The secret itself is kept apart, sealed, and is never given out. */
export const MailSignIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), user: UserName }),
  /** A26: the service identity opens the mailbox of `user` (Dovecot master user). */
  z.object({ kind: z.literal('masterUser'), user: UserName, master: UserName }),
  /** OAuth 2.0 (RFC 6749): client credentials, or a refresh token of the user's own. */
  z.object({
    kind: z.literal('oauth'),
    user: UserName,
    grant: z.enum(['clientCredentials', 'refreshToken']),
    tokenUrl: z.url().max(2_000),
    clientId: z.string().min(1).max(500),
    scope: z.string().max(1_000),
  }),
]);
export type MailSignIn = z.infer<typeof MailSignIn>;

const server = { host: Host, port: Port, security: MailSecurity, signIn: MailSignIn };

/** Where mail of a mailbox is fetched; one member for each protocol. */
export const IncomingSettings = z.discriminatedUnion('protocol', [
  z.object({
    protocol: z.literal('imap'),
    ...server,
    /** Names as the server shows them; `INBOX` alone unless more are named. */
    folders: z.array(FolderName).min(1).max(mailboxLimits.folders).default(['INBOX']),
  }),
  z.object({ protocol: z.literal('pop3'), ...server }),
  z.object({
    protocol: z.literal('graph'),
    /** Without a trailing slash. */
    baseUrl: z.url().max(2_000),
    signIn: MailSignIn,
    /** User principal name or id whose mail is read. */
    mailbox: UserName,
    folders: z.array(FolderName).min(1).max(mailboxLimits.folders).default(['inbox']),
  }),
]);
export type IncomingSettings = z.infer<typeof IncomingSettings>;
export type IncomingProtocol = IncomingSettings['protocol'];

/** A13: what is done to a mail at its source once it is committed here. */
export const Settlement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('mark') }),
  z.object({ kind: z.literal('move'), folder: FolderName }),
  z.object({ kind: z.literal('delete') }),
]);
export type Settlement = z.infer<typeof Settlement>;

/** Whose mail it is: a user's, a queue's, or a forward mailbox that many users forward to. */
export const MailboxOwner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string().max(64) }),
  z.object({ kind: z.literal('queue'), id: z.string().max(64) }),
  z.object({ kind: z.literal('sink') }),
]);
export type MailboxOwner = z.infer<typeof MailboxOwner>;

/** A11: `forwarded`: each mail wraps the one it is about. */
export const Wrapping = z.enum(['none', 'forwarded']);
export type Wrapping = z.infer<typeof Wrapping>;

/** How well fetching goes. `failing`: tried again by itself; `stopped`: waits for a person. */
export const MailboxHealth = z.object({
  state: z.enum(['new', 'working', 'failing', 'stopped']),
  since: WireInstant,
  lastPolledAt: WireInstant.nullable(),
  failures: z.number().int(),
  /** A sentence without host, address or secret. */
  problem: z.string().nullable(),
});
export type MailboxHealth = z.infer<typeof MailboxHealth>;

/** An address that is served, as the HTTP interface shows it; never a secret. */
export const WireMailbox = z.object({
  id: z.string(),
  owner: MailboxOwner,
  ownerName: z.string(),
  address: z.string(),
  incoming: IncomingSettings,
  wrapping: Wrapping,
  settlement: Settlement,
  /** A13: the user whose mailbox it is agrees to mail being moved or deleted there. */
  ownerConsents: z.boolean(),
  pollSeconds: z.number().int(),
  approved: z.boolean(),
  enabled: z.boolean(),
  health: MailboxHealth,
  version: z.number().int(),
});
export type WireMailbox = z.infer<typeof WireMailbox>;
