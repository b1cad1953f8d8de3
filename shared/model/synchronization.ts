import { z } from 'zod';
import { WireInstant } from './instant.ts';

/** Bounds that whoever connects an account meets. */
export const syncLimits = {
  url: 2_000,
  user: 320,
  secret: 10_000,
  clientId: 500,
  scope: 1_000,
  categories: 20,
  categoryLength: 100,
  filters: 20,
  rows: 50,
  value: 500,
  shown: 200,
  /** Names that a preview of filters tells. */
  examples: 10,
  /** Failures, happenings and values that gave way are kept so long. */
  keptDays: 30,
} as const;

/** How a server is spoken with; `dav`: CardDAV and CalDAV; `graph`: Microsoft Graph. */
export const SyncProtocol = z.enum(['dav', 'graph']);
export type SyncProtocol = z.infer<typeof SyncProtocol>;

/** Who we are at Microsoft Graph (RFC 6749): an application for many mailboxes, or a sign-in of the user's own. */
export const SyncSignIn = z
  .object({
    grant: z.enum(['clientCredentials', 'refreshToken']),
    tokenUrl: z.url({ protocol: /^https$/ }).max(syncLimits.url),
    clientId: z.string().min(1).max(syncLimits.clientId),
    scope: z.string().max(syncLimits.scope),
  })
  .strict();
export type SyncSignIn = z.infer<typeof SyncSignIn>;

export const SyncKindName = z.enum(['contact', 'task', 'appointment']);

const Row = z.union([
  z
    .object({
      field: z.string().min(1).max(40),
      compares: z.enum(['is', 'isNot', 'contains', 'startsWith', 'before', 'after']),
      with: z.string().max(syncLimits.value),
    })
    .strict(),
  z.object({ field: z.string().min(1).max(40), compares: z.enum(['isEmpty', 'isFilled']) }).strict(),
]);

/** Rows of which all, or any, must hold, with one level of groups among them. */
export const SyncFilterRows = z
  .object({
    /** Absent: for every kind. */
    kind: SyncKindName.optional(),
    join: z.enum(['and', 'or']),
    rows: z
      .array(
        z.union([Row, z.object({ join: z.enum(['and', 'or']), rows: z.array(Row).max(syncLimits.rows) }).strict()]),
      )
      .max(syncLimits.rows),
  })
  .strict();
export type SyncFilterRows = z.infer<typeof SyncFilterRows>;

/** Several add up. */
export const SyncFilters = z.array(SyncFilterRows).max(syncLimits.filters);

/** What a user wants of synchronization. */
export const SyncSettings = z
  .object({
    kinds: z.array(SyncKindName).max(3),
    /** Y5: whose value stands where both sides changed the same field. */
    conflicts: z.enum(['crm', 'mailbox', 'newer', 'ask']),
    /** Y4: what becomes of the mailbox's item when its record leaves the filters. */
    onLeaving: z.enum(['unlink', 'remove']),
    /** Y13: an item of the mailbox with one of these categories is tracked. */
    categories: z.array(z.string().trim().min(1).max(syncLimits.categoryLength)).max(syncLimits.categories),
    /** Y6: what its owner calls private may be tracked too. */
    privateItems: z.boolean(),
    /** Y3: which records go to the mailbox; several add up. */
    filters: SyncFilters,
  })
  .strict();
export type SyncSettings = z.infer<typeof SyncSettings>;

/** One's own active contacts, nothing private, conflicts to the later change, items of the category CRM. */
export const usualSyncSettings: SyncSettings = {
  kinds: ['contact'],
  conflicts: 'newer',
  onLeaving: 'unlink',
  categories: ['CRM'],
  privateItems: false,
  filters: [
    {
      join: 'and',
      rows: [
        { field: 'mine', compares: 'is', with: 'true' },
        { field: 'active', compares: 'is', with: 'true' },
      ],
    },
  ],
};

export const SyncSide = z.enum(['crm', 'mailbox']);

/** One field's value as both sides are brought to. */
export const SyncFieldValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** `asking`: waits for the answer to a question; `stopped`: waits for a person to mend something. */
export const SyncHealthState = z.enum(['new', 'working', 'failing', 'asking', 'stopped']);
export type SyncHealthState = z.infer<typeof SyncHealthState>;

/** Y8: why a cycle did nothing. */
export const SyncQuestion = z.object({
  kind: SyncKindName,
  reason: z.enum(['sideEmpty', 'manyRemovals']),
  side: z.enum(['crm', 'mailbox']).nullable(),
  removals: z.number().int().nullable(),
  links: z.number().int(),
  /** What would be removed, and on which side; the first 200. */
  items: z.array(z.object({ side: SyncSide, recordId: z.string(), name: z.string() })),
});

/** An account as the HTTP interface shows it; never a secret. */
export const WireSyncAccount = z.object({
  id: z.string(),
  protocol: SyncProtocol,
  url: z.string(),
  /** Of Microsoft Graph: whose mailbox it is. */
  user: z.string(),
  /** Who synchronizes: the server by itself, or the user's synchronizing Outlook while its pane is open. */
  runsIn: z.enum(['server', 'outlook']),
  /** Null for other protocols, and where that of a mailbox is used. */
  signIn: SyncSignIn.nullable(),
  /** The mailbox whose sign-in is used. */
  mailbox: z.string().nullable(),
  settings: SyncSettings,
  /** The kinds that the server has a place for, as the last test found it. */
  found: z.array(SyncKindName),
  enabled: z.boolean(),
  /** A cycle is under way. */
  running: z.boolean(),
  /** Null: nothing is planned before a person comes. */
  nextCycleAt: WireInstant.nullable(),
  health: z.object({
    state: SyncHealthState,
    since: WireInstant,
    lastCycleAt: WireInstant.nullable(),
    failures: z.number().int(),
    problem: z.string().nullable(),
  }),
  linked: z.array(z.object({ kind: SyncKindName, count: z.number().int() })),
  questions: z.array(SyncQuestion),
  version: z.number().int(),
});
export type WireSyncAccount = z.infer<typeof WireSyncAccount>;
