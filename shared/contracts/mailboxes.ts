import { z } from 'zod';
import { IncomingSettings, MailboxOwner, mailboxLimits, Settlement, WireMailbox, Wrapping } from '../model/mailbox.ts';
import { WireInstant } from '../model/instant.ts';
import { Outcome } from '../model/outcome.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';
import { SendingTestStep } from './sending.ts';
import { OrganizationSettings, UserSettings } from './settings.ts';

const { least, most, usual } = mailboxLimits.pollSeconds;
const PollSeconds = z
  .number(`write a whole number from ${least} to ${most}`)
  .int(`write a whole number from ${least} to ${most}`)
  .min(least, `write a whole number from ${least} to ${most}`)
  .max(most, `write a whole number from ${least} to ${most}`);

/** Password, client secret or refresh token; written and never read. */
const Secret = z.string().min(1).max(mailboxLimits.secret);
const Address = z.string().trim().min(1).max(mailboxLimits.name);
const MailboxParams = z.object({ mailboxId: z.string().max(64) });

/** I5: break the mapping of whoever has the mailbox; only with proof of access, or as an administrator. */
const TakesOver = z.boolean().optional();

/** I5: what every call answers by which a mailbox becomes somebody's. */
const mappingErrors = ['already_exists', 'mailbox_mapped', 'precondition_failed'] as const;

const NewIncoming = { incoming: IncomingSettings, secret: Secret };

export const NewMailboxBody = z
  .object({
    owner: MailboxOwner,
    /** The address it is found under. */
    address: Address,
    ...NewIncoming,
    wrapping: Wrapping.default('none'),
    /** Absent: the forward mailbox deletes, others leave (A13). */
    settlement: Settlement.optional(),
    pollSeconds: PollSeconds.default(usual),
    takeOver: TakesOver,
  })
  .strict();
export type NewMailboxBody = z.output<typeof NewMailboxBody>;

/** Without `secret` the kept one is used, as long as server and user stay the same. */
export const MailboxChanges = z
  .object({
    address: Address,
    incoming: IncomingSettings,
    secret: Secret,
    wrapping: Wrapping,
    settlement: Settlement,
    pollSeconds: PollSeconds,
    takeOver: TakesOver,
  })
  .partial()
  .strict();
export type MailboxChanges = z.output<typeof MailboxChanges>;

const Steps = z.object({
  passed: z.boolean(),
  /** In order: resolve, connect, tls, auth, folders; as far as it came. */
  steps: z.array(SendingTestStep),
});
export type MailboxTest = z.infer<typeof Steps>;

export const listMailboxes = endpoint({
  route: routes.listMailboxes,
  access: 'administrator',
  summary: 'Mailboxes that are fetched, by address, and how well that goes',
  returns: z.object({ items: z.array(WireMailbox) }),
  errors: [],
});

export const addMailbox = endpoint({
  route: routes.addMailbox,
  access: 'administrator',
  summary: 'Add a mailbox; it is approved, and fetched once it is enabled',
  body: NewMailboxBody,
  status: 201,
  returns: WireMailbox,
  errors: ['invalid_request', 'user_not_found', 'record_not_found', 'consent_missing', ...mappingErrors],
});

export const getMailbox = endpoint({
  route: routes.getMailbox,
  access: 'administrator',
  summary: 'One mailbox',
  params: MailboxParams,
  returns: WireMailbox,
  errors: ['mailbox_not_found'],
});

export const changeMailbox = endpoint({
  route: routes.changeMailbox,
  access: 'administrator',
  summary: 'Change a mailbox; another server, protocol or folder is tested first and keeps what was handled (A25)',
  params: MailboxParams,
  body: MailboxChanges,
  returns: WireMailbox,
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', 'consent_missing', ...mappingErrors],
});

export const removeMailbox = endpoint({
  route: routes.removeMailbox,
  access: 'administrator',
  summary: 'Fetch a mailbox no more; what it became stays',
  params: MailboxParams,
  status: 204,
  errors: ['mailbox_not_found'],
});

export const testMailbox = endpoint({
  route: routes.testMailbox,
  access: 'administrator',
  summary: 'Goes through every step towards the server and changes nothing there',
  params: MailboxParams,
  returns: Steps,
  errors: ['mailbox_not_found'],
});

export const approveMailbox = endpoint({
  route: routes.approveMailbox,
  access: 'administrator',
  summary: 'Lets a mailbox that a user entered be fetched, or no longer',
  params: MailboxParams,
  body: z.object({ approved: z.boolean(), takeOver: TakesOver }),
  returns: WireMailbox,
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', ...mappingErrors],
});

export const enableMailbox = endpoint({
  route: routes.enableMailbox,
  access: 'administrator',
  summary: 'Tests a mailbox and fetches it from now on, or no longer',
  params: MailboxParams,
  body: z.object({ enabled: z.boolean(), takeOver: TakesOver }),
  returns: WireMailbox,
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', ...mappingErrors],
});

/** What an administrator may try on the mail of a mailbox before it stands (A10). */
const TriedSettings = OrganizationSettings.pick({
  trackEmail: true,
  acceptanceCeiling: true,
  unsolicitedBy: true,
  internalMail: true,
  ownDomains: true,
  exclusions: true,
  automaticReplies: true,
  listMail: true,
  calendarMail: true,
  queueUnnamedMail: true,
})
  .partial()
  .strict();

export const MailboxPreviewBody = z
  .object({
    /** Mail of so many days. */
    days: z.number().int().min(1).max(90).default(7),
    /** Mail that arrived from here on, instead of `days`; oldest first. */
    since: WireInstant.optional(),
    /** Mail that arrived before. */
    until: WireInstant.optional(),
    limit: z.number().int().min(1).max(200).default(100),
    /** Tried in place of what stands; by the owner of the mailbox alone. */
    ...UserSettings.pick({ acceptance: true, exclusions: true, rules: true }).partial().shape,
    /** The same of the organization; by an administrator alone. */
    organization: TriedSettings.optional(),
  })
  .strict();
export type MailboxPreviewBody = z.output<typeof MailboxPreviewBody>;

export const previewMailbox = endpoint({
  route: routes.previewMailbox,
  access: 'user',
  summary: 'What would be tracked of the mail of the last days, for whom and why; writes nothing (A10)',
  params: MailboxParams,
  body: MailboxPreviewBody,
  returns: z.object({
    items: z.array(
      Outcome.extend({
        at: WireInstant.nullable(),
        promote: z.boolean(),
        trackedFor: z.array(z.string()),
        /** Null for an administrator who asks of a person's mailbox. */
        sender: z.string().nullable(),
        subject: z.string().nullable(),
      }),
    ),
    /** More mail came in those days than was looked at. */
    more: z.boolean(),
  }),
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', 'not_permitted', 'record_not_found'],
});

export const BackFillBody = z
  .object({
    since: WireInstant,
    /** Mail that arrived before. */
    until: WireInstant,
    limit: z.number().int().min(1).max(200).default(200),
  })
  .strict()
  .refine(({ since, until }) => Date.parse(since) < Date.parse(until), {
    path: ['until'],
    message: 'write a moment after `since`',
  });
export type BackFillBody = z.output<typeof BackFillBody>;

export const backFillMailbox = endpoint({
  route: routes.backFillMailbox,
  access: 'user',
  summary: 'Look through older mail of one’s own mailbox and track what the settings take (A1)',
  params: MailboxParams,
  body: BackFillBody,
  returns: z.object({
    items: z.array(
      Outcome.extend({
        at: WireInstant.nullable(),
        activityId: z.string().nullable(),
        /** One’s own tracking that came into being; withdrawing each undoes the whole. */
        promotionId: z.string().nullable(),
      }),
    ),
    /** More mail arrived in that time: go on from here. */
    nextSince: WireInstant.nullable(),
  }),
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready'],
});

export const testIncoming = endpoint({
  route: routes.testIncoming,
  access: 'administrator',
  summary: 'Goes through every step towards a server that is not kept',
  body: z.object(NewIncoming).strict(),
  returns: Steps,
  errors: ['invalid_request'],
});

export const listMyMailboxes = endpoint({
  route: routes.listMyMailboxes,
  access: 'user',
  summary: 'One’s own mailboxes and how well fetching goes',
  returns: z.object({ items: z.array(WireMailbox) }),
  errors: [],
});

export const addMyMailbox = endpoint({
  route: routes.addMyMailbox,
  access: 'user',
  summary: 'Enter a mailbox of one’s own; it is fetched once an administrator approves it (A26)',
  body: z.object({ ...NewIncoming, takeOver: TakesOver }).strict(),
  status: 201,
  returns: WireMailbox,
  errors: ['invalid_request', 'not_permitted', 'mailbox_not_ready', ...mappingErrors],
});

export const setMyMailboxSecret = endpoint({
  route: routes.setMyMailboxSecret,
  access: 'user',
  summary: 'Enter the secret of one’s own mailbox anew; fetching goes on at once (A26)',
  params: MailboxParams,
  body: z.object({ secret: Secret }),
  returns: WireMailbox,
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready'],
});

export const consentToSettlement = endpoint({
  route: routes.consentToSettlement,
  access: 'user',
  summary: 'Agree that mail is moved or deleted in one’s own mailbox once it is tracked, or no longer (A13)',
  params: MailboxParams,
  body: z.object({ consents: z.boolean() }),
  returns: WireMailbox,
  errors: ['invalid_request', 'mailbox_not_found'],
});
