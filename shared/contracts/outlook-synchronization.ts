import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import {
  SyncFieldValue,
  SyncKindName,
  syncLimits,
  SyncSettings,
  SyncSide,
  WireSyncAccount,
} from '../model/synchronization.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';
import { connectMySynchronization, TakesOver } from './synchronization.ts';

/** Bounds of what one call of a synchronizing Outlook carries; a longer list is sent in several calls. */
export const outlookSyncLimits = {
  id: 1_000,
  revision: 1_000,
  cursor: 20_000,
  text: 200_000,
  list: 1_000,
  fields: 60,
  ids: 500,
  waiting: 2_000,
} as const;

const Id = z.string().min(1).max(outlookSyncLimits.id);
const Ids = z.array(Id).max(outlookSyncLimits.ids);
const Text = z.string().max(outlookSyncLimits.text);
const Field = z.string().min(1).max(40);
const Value = z.union([Text, z.number(), z.boolean(), z.null(), z.array(Text).max(outlookSyncLimits.list)]);
const Fields = z.record(Field, Value).refine((fields) => Object.keys(fields).length <= outlookSyncLimits.fields, {
  error: `names more than ${outlookSyncLimits.fields} fields; synchronize fewer`,
});
const Expected = z.object({ id: Id, revision: z.string().max(outlookSyncLimits.revision) }).strict();
const FieldNames = z.array(Field).max(outlookSyncLimits.fields);
const Answers = z.record(z.string(), SyncSide);

const Lost = z.array(z.object({ field: Field, side: SyncSide, value: Value }).strict()).max(outlookSyncLimits.fields);
const Agreement = z
  .object({
    base: Fields,
    unsettled: FieldNames,
    lost: Lost,
    open: z.array(z.object({ field: Field, crm: Value, mailbox: Value }).strict()).max(outlookSyncLimits.fields),
  })
  .strict();

const step = <const Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.object({ step: z.literal(name), ...shape }).strict();

/** One transaction on the side of the records, as shared/sync/cycle-ports.ts tells it. */
const Step = z.discriminatedUnion('step', [
  step('drop', { linkId: Id }),
  step('remember', { crmId: Id, mailboxId: Id, lost: Lost }),
  step('link', { crm: Expected, mailbox: Expected, writes: Fields, agreement: Agreement }),
  step('merge', { linkId: Id, crm: Expected, mailbox: Expected, writes: Fields, agreement: Agreement }),
  step('createRecord', { mailbox: Expected, fields: Fields }),
  step('restoreRecord', { linkId: Id, mailbox: Expected, fields: Fields }),
  step('removeRecord', { linkId: Id, crm: Expected }),
  step('begin', { linkId: Id, state: z.enum(['removing', 'rewriting']) }),
  step('relink', { linkId: Id, crm: Expected, mailbox: Expected, agreement: Agreement }),
  step('suspend', { linkId: Id, reason: z.enum(['outsideFilter', 'accessLost']) }),
  step('unlink', {
    linkId: Id,
    reason: z.enum(['deletedInCrm', 'deletedInMailbox', 'deletedInBoth', 'keptByRule', 'readOnly']),
  }),
]);

const Link = z.object({
  id: z.string(),
  crmId: z.string(),
  mailboxId: z.string(),
  crmRevision: z.string(),
  mailboxRevision: z.string(),
  base: z.record(z.string(), SyncFieldValue),
  unsettled: z.array(z.string()),
  state: z.enum(['whole', 'suspended', 'removing', 'rewriting']),
});

const Item = z.union([
  z.object({
    state: z.literal('present'),
    id: z.string(),
    revision: z.string(),
    fields: z.record(z.string(), SyncFieldValue),
    modifiedAt: z.number(),
    writable: z.boolean(),
    scope: z.enum(['wanted', 'outside', 'unreadable']),
    /** The mailbox has it already: it is paired there, and never written anew. */
    stands: z.boolean().optional(),
  }),
  z.object({ state: z.literal('gone'), id: z.string() }),
]);

const CursorText = z.string().max(outlookSyncLimits.cursor);
const Again = z.array(Id).max(outlookSyncLimits.waiting);
const State = z
  .object({
    cursor: z.object({ crm: CursorText.nullable(), mailbox: CursorText.nullable() }).strict(),
    again: z.object({ crm: Again, mailbox: Again }).strict(),
  })
  .strict();

const Stop = z.union([
  z.object({ reason: z.literal('sideEmpty'), side: SyncSide, links: z.number().int().min(0) }),
  z.object({ reason: z.literal('manyRemovals'), removals: z.number().int().min(0), links: z.number().int().min(0) }),
]);

/** Of a kind: where it lies in the mailbox, and what its last cycle left. */
const KindOfCycle = z.object({
  kind: SyncKindName,
  collection: z.string(),
  /** By field: `both`, `toMailbox`, `toCrm` and the like, as shared/sync/policy.ts tells them. */
  directions: z.record(z.string(), z.string()),
  state: State,
  stop: Stop.nullable(),
  confirmed: z.boolean(),
  links: z.number().int(),
  unfinished: z.array(Link),
  answers: z.array(z.object({ linkId: z.string(), answers: Answers })),
});

/** Which cycle speaks: its id says under which generation it began. */
const OfCycle = z.object({ cycle: z.string().min(1).max(100) });
const OfKind = OfCycle.extend({ kind: SyncKindName });
const refusals = ['invalid_request', 'mailbox_not_found', 'stale_generation', 'precondition_failed'] as const;

export const getOutlookSynchronization = endpoint({
  route: routes.getOutlookSynchronization,
  access: 'user',
  summary: 'Which Outlook synchronizes the mailbox, and how many changes of records wait for it (I3)',
  returns: z.object({
    account: WireSyncAccount.nullable(),
    holder: z
      .object({ deviceId: z.string(), name: z.string(), lastSeen: WireInstant, generation: z.number().int() })
      .nullable(),
    waiting: z.array(z.object({ kind: SyncKindName, count: z.number().int() })),
  }),
  errors: [],
});

export const connectOutlookSynchronization = endpoint({
  route: routes.connectOutlookSynchronization,
  access: 'user',
  summary: 'Let the synchronizing Outlook keep the mailbox and the records alike, in place of the server (I3, Y1)',
  body: z
    .object({
      generation: z.number().int().min(1),
      /** Whose mailbox it is, as Microsoft Graph calls them. */
      user: z.string().min(1).max(syncLimits.user),
      /** Where each kind lies; a kind that is absent is not synchronized. */
      collections: z.object({ contact: Id.optional(), task: Id.optional(), appointment: Id.optional() }).strict(),
      takeOver: TakesOver,
    })
    .strict(),
  returns: WireSyncAccount,
  errors: [...connectMySynchronization.errors, 'mailbox_synchronized_elsewhere', 'stale_generation'],
});

export const beginOutlookCycle = endpoint({
  route: routes.beginOutlookCycle,
  access: 'user',
  summary: 'Begin a cycle where one is due or wished for and no other window is at it (I2, Y9)',
  body: z
    .object({
      generation: z.number().int().min(1),
      user: z.string().min(1).max(syncLimits.user),
      now: z.boolean().default(false),
    })
    .strict(),
  returns: z.object({
    /** Null: not now; ask again after `waitMs`. */
    cycle: z
      .object({
        id: z.string(),
        organizationId: z.string(),
        /** It is held so long after the last call that renewed it. */
        leaseMs: z.number().int(),
        settings: SyncSettings,
        now: z.number(),
        kinds: z.array(KindOfCycle),
      })
      .nullable(),
    /** Null: nothing is planned before a person comes. */
    waitMs: z.number().int().nullable(),
  }),
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', 'stale_generation'],
});

export const renewOutlookCycle = endpoint({
  route: routes.renewOutlookCycle,
  access: 'user',
  summary: 'Go on with a cycle: nobody else begins one until its lease ends (I2)',
  body: OfCycle.strict(),
  status: 204,
  errors: refusals,
});

export const readCycleRecords = endpoint({
  route: routes.readCycleRecords,
  access: 'user',
  summary: 'Records of a kind as a cycle reads them: what changed since a cursor, or these ids',
  body: OfKind.extend({ cursor: CursorText.nullable().default(null), ids: Ids.optional() }).strict(),
  returns: z.object({ complete: z.boolean(), items: z.array(Item), cursor: z.string() }),
  errors: refusals,
});

export const readCycleLinks = endpoint({
  route: routes.readCycleLinks,
  access: 'user',
  summary: 'Links of a kind: those that name these records or items, or all of them',
  body: OfKind.extend({ crmIds: Ids.optional(), mailboxIds: Ids.optional() }).strict(),
  returns: z.object({ links: z.array(Link) }),
  errors: refusals,
});

export const readCycleKnown = endpoint({
  route: routes.readCycleKnown,
  access: 'user',
  summary: 'Which items of a mailbox are linked or set apart, so that Outlook need not name any other (Y13)',
  body: OfKind.strict(),
  returns: z.object({
    linked: z.array(z.string()),
    apart: z.object({ crm: z.array(z.string()), mailbox: z.array(z.string()) }),
  }),
  errors: refusals,
});

export const commitCycleStep = endpoint({
  route: routes.commitCycleStep,
  access: 'user',
  summary: 'Record and link in one transaction; 409 where another Outlook took over, and no row is changed (I2)',
  body: OfKind.extend({ step: Step }).strict(),
  returns: z.union([
    z.object({ kind: z.literal('done'), link: Link.nullable() }),
    z.object({ kind: z.literal('changed') }),
    z.object({ kind: z.literal('refused'), words: z.string() }),
  ]),
  errors: refusals,
});

export const reportCycle = endpoint({
  route: routes.reportCycle,
  access: 'user',
  summary: 'What became of items, and at the end of a kind where its next cycle begins or what it asks (Y8, Y10, Y11)',
  body: OfKind.extend({
    results: z
      .array(
        z
          .object({
            /** Such as `created:mailbox`; null where nothing was written. */
            what: z.string().max(60).nullable(),
            crmId: Id.nullable(),
            mailboxId: Id.nullable(),
            /** Why a side refused it; null: it was done. */
            refused: z.string().max(2_000).nullable(),
          })
          .strict(),
      )
      .max(outlookSyncLimits.ids),
    end: z
      .union([
        z.object({ state: State }).strict(),
        z
          .object({
            stop: Stop,
            removes: z.array(z.object({ linkId: Id, side: SyncSide }).strict()).max(outlookSyncLimits.waiting),
          })
          .strict(),
      ])
      .optional(),
  }).strict(),
  status: 204,
  errors: refusals,
});

export const endOutlookCycle = endpoint({
  route: routes.endOutlookCycle,
  access: 'user',
  summary: 'End a cycle: how it went, and with that when the next is due (Y9); `left` only lets others begin',
  body: OfCycle.extend({
    how: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('left') }).strict(),
      z.object({ kind: z.literal('done'), changes: z.number().int().min(0), asks: z.boolean() }).strict(),
      z
        .object({
          kind: z.literal('failed'),
          code: z.enum(['sign_in_refused', 'permission_refused', 'mailbox_missing', 'throttled', 'remote_unavailable']),
          retryAfterMs: z.number().int().min(0).max(86_400_000).default(0),
        })
        .strict(),
    ]),
  }).strict(),
  returns: z.object({ waitMs: z.number().int().nullable() }),
  errors: refusals,
});
