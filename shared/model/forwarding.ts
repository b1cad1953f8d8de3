import { z } from 'zod';
import { MailSecurity, mailboxLimits } from './mailbox.ts';

/** A15: what is forwarded. `token`: what holds a tracking token of ours; `tokenOrKnown`: and mail from people we know. */
export const ForwardScope = z.enum(['all', 'token', 'tokenOrKnown']);
export type ForwardScope = z.infer<typeof ForwardScope>;

const Name = z.string().min(1).max(mailboxLimits.name);

/** The mail system that keeps the users' rules, and the service identity that may write them. */
export const ForwardSystem = z.discriminatedUnion('kind', [
  /** ManageSieve (RFC 5804); the master user writes the scripts of all. */
  z.object({
    kind: z.literal('sieve'),
    host: z
      .string()
      .trim()
      .min(1)
      .max(mailboxLimits.host)
      .regex(/^[A-Za-z0-9._:-]+$/, 'write a host name or an IP address, without port and protocol'),
    port: z.number().int().min(1).max(65_535),
    security: MailSecurity,
    master: Name,
  }),
  /** Microsoft Graph; the application has MailboxSettings.ReadWrite. */
  z.object({
    kind: z.literal('graph'),
    baseUrl: z.url().max(2_000),
    tokenUrl: z.url().max(2_000),
    clientId: z.string().min(1).max(500),
    scope: z.string().max(1_000),
  }),
]);
export type ForwardSystem = z.infer<typeof ForwardSystem>;

export const ForwardSettings = z.object({
  system: ForwardSystem,
  /** The forward mailbox that the rules redirect to. */
  sink: z.string().trim().min(3).max(mailboxLimits.name),
  only: ForwardScope,
});
export type ForwardSettings = z.infer<typeof ForwardSettings>;

/** How the rule of a user was found; `failed`: it could not be looked at. */
export const ForwardState = z.enum(['working', 'missing', 'switchedOff', 'altered', 'blocked', 'failed']);
export type ForwardState = z.infer<typeof ForwardState>;

/**
 * A15: what a probe mail found. `refused`: a report says that it was not forwarded; `lost`: nothing came in time; `unsent`:
 * it did not reach the user's own mailbox.
 */
export const ProbeState = z.enum(['waiting', 'arrived', 'refused', 'lost', 'unsent']);
export type ProbeState = z.infer<typeof ProbeState>;
