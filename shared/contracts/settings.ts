import { z } from 'zod';
import { personalRouterSettings, routerSettings } from '../model/router-settings.ts';
import { NamedRecordRef } from '../model/record-ref.ts';
import { SyncFilters } from '../model/synchronization.ts';
import { MailboxMethods } from '../model/mailbox-methods.ts';
import { TokenFormat, TokenSettings } from '../model/tracking-token.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** What to do when several records own an address (R5). */
export const CandidatePolicy = z.enum(['ask', 'oldest', 'mostRecentActivity', 'mostRecentlyUpdated']);
export type CandidatePolicy = z.infer<typeof CandidatePolicy>;

const Domain = z.string().trim().toLowerCase().min(1).max(253);

const whole = (least: number, most: number) => {
  const message = `write a whole number from ${least} to ${most}`;
  return z.number(message).int(message).min(least, message).max(most, message);
};

/** C4: mail without any header or token follows mail with the same subject between the same people. */
export const SmartMatchSettings = z.object({
  enabled: z.boolean(),
  /** Words before a colon that do not count, besides the reply and forward prefixes of all languages. */
  prefixes: z.array(z.string().trim().toLowerCase().min(1).max(25)).max(100),
  /** So many words of a subject are compared. */
  words: whole(1, 20),
  /** So many of them may differ. */
  difference: whole(0, 5),
  commonAddresses: whole(1, 10),
  days: whole(1, 3_650),
});
export type SmartMatchSettings = z.infer<typeof SmartMatchSettings>;

/** So short that a mail's id and its MAC fit behind it (RFC 5321 section 4.5.3.1.1). */
const BounceMailbox = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(/^[a-z0-9._-]{1,17}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, {
    message: 'an address with at most 17 characters before the @, such as bounces@contoso.example',
  });

/** Settings of an organization; every default is the classic one unless a statement says otherwise. */
export const OrganizationSettings = z.object({
  trackEmail: z.boolean(),
  candidatePolicy: CandidatePolicy,
  /** R4: all matches become parties, or one unresolved party. */
  recipientPolicy: z.enum(['allMatches', 'onlyUnique']),
  defaultVisibility: z.enum(['regarding', 'private', 'team', 'organization']),
  /** R8: domains whose `local+tag@` equals `local@`. */
  plusTagDomains: z.array(Domain).max(500),
  /** R8: domains whose dots in the local part do not count. */
  dotlessDomains: z.array(Domain).max(500),
  /** authserv-ids whose Authentication-Results we trust (RFC 8601 section 2.2). */
  authenticationServers: z.array(z.string().trim().min(1).max(253)).max(50),
  /** Message limit in bytes, up to 64 MB. */
  messageLimitBytes: z.number().int().min(1_048_576).max(67_108_864),
  /** C7: older correlations offer the regarding instead of setting it. */
  regardingOfferedAfterDays: z.number().int().min(1).max(3_650),
  /** I4: a synchronizing instance not seen for so long is shown stale. */
  staleDeviceDays: z.number().int().min(1).max(365),
  /** P11: appointments that Outlook calls private may be tracked, seen by whoever tracks them alone. */
  trackPrivateAppointments: z.boolean(),
  /** T1-T7: the tracking token in the subject of our mail. */
  token: TokenSettings,
  /** T4: classic tokens that were written before the settings changed and are still read; kept by the server. */
  formerTokenFormats: z.array(TokenFormat).max(20),
  /** T1: mail that is written in Outlook with Track on carries a token too. */
  tokenInOutlook: z.boolean(),
  /** C5: a forward that goes to colleagues alone belongs to no conversation. */
  skipInternalForwards: z.boolean(),
  smartMatch: SmartMatchSettings,
  /** S5: pauses between attempts to send, `1m, 5m, 15m, 1h*3, 6h*4`: at most ten. */
  retrySchedule: z.string().max(200),
  /** S7: so many mails of one sender leave before it is the next one's turn. */
  mailsPerTurn: z.number().int().min(1).max(100),
  /** S7: campaigns send at most so many mails a minute. */
  campaignMailsPerMinute: z.number().int().min(1).max(6_000),
  /** S10: what to do with a recipient who matches no record, or several. */
  unresolvedRecipients: z.enum(['pass', 'block']),
  mostRecipients: z.number().int().min(1).max(1_000),
  /** S13: of one file, up to 32 MB. */
  attachmentLimitBytes: z.number().int().min(1_024).max(33_554_432),
  /** S13: endings of file names that may not leave. */
  blockedAttachmentTypes: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9_-]{1,20}$/, { message: 'an ending without the dot, such as exe' }),
    )
    .max(200),
  /** S4: send again what is uncertain, with the same Message-ID and bytes; recipients may get it twice. */
  resendUncertain: z.boolean(),
  /** S9: with more recipients a campaign starts only when their number was typed. */
  campaignConfirmationAbove: whole(0, 10_000),
  /** S9: mail of a campaign is written so long after the start, which can be stopped until then. */
  campaignReleaseDelaySeconds: whole(0, 3_600),
  ...routerSettings,
  /** Y3: which records reach the mailbox of everybody who synchronizes, besides what their own filters take. */
  syncFilters: SyncFilters,
  /** S12: where delivery reports come back to, each mail's under an address of its own; null: to its sender. */
  bounceMailbox: BounceMailbox.nullable(),
});
export type OrganizationSettings = z.infer<typeof OrganizationSettings>;

/** Characters of HTML: a signature is text with links, never pictures. */
export const longestSignature = 20_000;

export const UserSettings = z.object({
  ...personalRouterSettings,
  /** Stands below what its owner writes in the console; HTML. In Outlook, Outlook's own signature rules. */
  signature: z.string().max(longestSignature),
  signatureIn: z.enum(['nothing', 'newMail', 'allMail']),
  /** P15: mark tracked mail with a category in Outlook. */
  markCategory: z.boolean(),
  language: z.enum(['auto', 'en', 'es']),
  defaultVisibility: z.enum(['organizationDefault', 'regarding', 'private', 'team', 'organization']),
  /** I7: chosen by administrators alone. */
  methods: MailboxMethods,
});
export type UserSettings = z.infer<typeof UserSettings>;

/** A7, A24: exclusions and rules are read and written by their owner alone. */
export const SharedUserSettings = UserSettings.omit({ exclusions: true, rules: true });

export const getSettings = endpoint({
  route: routes.getSettings,
  access: 'user',
  summary: "The organization's settings",
  returns: OrganizationSettings,
  errors: [],
});

export const changeSettings = endpoint({
  route: routes.changeSettings,
  access: 'administrator',
  summary: "Change the organization's settings",
  body: OrganizationSettings.omit({ formerTokenFormats: true })
    .extend({ token: TokenSettings.partial().strict(), smartMatch: SmartMatchSettings.partial().strict() })
    .partial()
    .strict(),
  returns: OrganizationSettings,
  errors: ['invalid_request'],
});

export const listUsedUpTokens = endpoint({
  route: routes.listUsedUpTokens,
  access: 'administrator',
  summary: 'Users whose classic token counter is used to 90 % or more (T5): its numbers begin again soon',
  returns: z.object({
    items: z.array(z.object({ user: NamedRecordRef, used: z.number().int(), capacity: z.number().int() })),
  }),
  errors: [],
});

const UserParams = z.object({ userId: z.string().max(64) });

export const getUserSettings = endpoint({
  route: routes.getUserSettings,
  access: 'administrator',
  summary: "A user's settings",
  params: UserParams,
  returns: SharedUserSettings,
  errors: ['user_not_found'],
});

export const changeUserSettings = endpoint({
  route: routes.changeUserSettings,
  access: 'administrator',
  summary: "Change a user's settings",
  params: UserParams,
  body: SharedUserSettings.extend({ methods: MailboxMethods.partial() }).partial().strict(),
  returns: SharedUserSettings,
  errors: ['invalid_request', 'user_not_found'],
});

export const getMySettings = endpoint({
  route: routes.getMySettings,
  access: 'user',
  summary: "The caller's settings",
  returns: UserSettings,
  errors: [],
});

export const changeMySettings = endpoint({
  route: routes.changeMySettings,
  access: 'user',
  summary: "Change the caller's settings",
  body: UserSettings.omit({ methods: true }).partial().strict(),
  returns: UserSettings,
  errors: ['invalid_request'],
});
