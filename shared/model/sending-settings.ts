import { z } from 'zod';

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'remove line breaks and control characters');
const Port = z.number().int().min(1).max(65_535);
const Host = line(253).regex(/^[^\s/@<>"\\]+$/, 'write a host name or an IP address, without scheme and path');

/** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `whenOffered`; `none`: never. */
export const SendingTls = z.enum(['implicit', 'required', 'whenOffered', 'none']);
export type SendingTls = z.infer<typeof SendingTls>;

/** Where access tokens come from (RFC 6749 sections 4.4 and 6). */
export const OAuthSettings = z.object({
  grant: z.enum(['refreshToken', 'clientCredentials']),
  tokenUrl: z.url({ protocol: /^https$/ }).max(1_000),
  clientId: line(300),
  scope: line(1_000).nullable().default(null),
});
export type OAuthSettings = z.infer<typeof OAuthSettings>;

/** S8: where a copy of what was sent is appended, with the same user and secret. */
export const SentCopySettings = z.object({
  host: Host,
  port: Port,
  tls: z.enum(['implicit', 'required']),
  /** Null: the folder that the server marks as \Sent (RFC 6154), else `Sent`. */
  folder: line(250).nullable().default(null),
});
export type SentCopySettings = z.infer<typeof SentCopySettings>;

/** S2: a server that takes our mail, and who we are there; secrets are no part of it. */
export const SendingSettings = z.object({
  host: Host,
  port: Port,
  tls: SendingTls,
  signIn: z.enum(['none', 'password', 'oauth2']),
  user: line(320).nullable().default(null),
  oauth2: OAuthSettings.nullable().default(null),
  /** S8; null: no copy is kept. */
  sentCopy: SentCopySettings.nullable().default(null),
});
export type SendingSettings = z.infer<typeof SendingSettings>;
