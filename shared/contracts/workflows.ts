import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef, RecordType } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

/** Each is tested at its edge. */
export const workflowLimits = {
  nameLength: 200,
  conditions: 20,
  valueLength: 1_000,
  perOrganization: 200,
  mailsPerHour: 1_000,
} as const;

/**
 * What it listens to: a record is created or changed, an incoming mail is tracked for the first time, or a mail of ours
 * went out: sent from here, or tracked for the first time after Outlook sent it.
 */
export const WorkflowTrigger = z.discriminatedUnion('event', [
  z.object({ event: z.literal('recordCreated'), type: RecordType }),
  z.object({ event: z.literal('recordChanged'), type: RecordType }),
  z.object({ event: z.literal('mailReceived') }),
  z.object({ event: z.literal('mailSent') }),
]);
export type WorkflowTrigger = z.infer<typeof WorkflowTrigger>;

/** Where a change came from. What is not `byHand` sends nothing unless the workflow ticks it. */
export const EventOrigin = z.enum([
  'byHand',
  'batch',
  'import',
  'synchronization',
  'rematch',
  'undo',
  'restore',
  'workflow',
]);
export type EventOrigin = z.infer<typeof EventOrigin>;

/** What can be ticked; a workflow's own doing never can. */
export const TickableOrigin = z.enum(['batch', 'import', 'synchronization', 'rematch', 'undo', 'restore']);
export type TickableOrigin = z.infer<typeof TickableOrigin>;

/**
 * All must hold. `changed` holds when this very event changed the field, or created the record with it; `becomes` when it
 * also has this value then.
 */
export const WorkflowCondition = z.object({
  field: z.string().min(1).max(40),
  is: z.enum(['equals', 'notEquals', 'contains', 'isSet', 'isNotSet', 'changed', 'becomes']),
  /** Of the first three and of `becomes`; upper and lower case are the same. */
  value: z.union([z.string().max(workflowLimits.valueLength), z.number(), z.boolean()]).optional(),
});
export type WorkflowCondition = z.infer<typeof WorkflowCondition>;

/**
 * Who gets it: the record itself, a record that a field of it names, the owner; of incoming mail the sender, of mail that
 * went out the first of its recipients that is a record.
 */
export const WorkflowRecipient = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record') }),
  z.object({ kind: z.literal('field'), field: z.string().min(1).max(40) }),
  z.object({ kind: z.literal('owner') }),
  z.object({ kind: z.literal('sender') }),
  z.object({ kind: z.literal('recipient') }),
]);
export type WorkflowRecipient = z.infer<typeof WorkflowRecipient>;

/** `paused` by a person, or by itself at its limit: `pausedBecause` says so. */
export const WorkflowState = z.enum(['active', 'paused']);
export type WorkflowState = z.infer<typeof WorkflowState>;

/** `due`: decided, and the mail is being written; `sent`: the mail exists, and its own state says where it is. */
export const WorkflowRunState = z.enum(['due', 'sent', 'skipped', 'failed']);
export type WorkflowRunState = z.infer<typeof WorkflowRunState>;

/** Why an event that met the conditions sent nothing. */
export const WorkflowSkip = z.enum([
  'origin',
  'paused',
  'hourlyLimit',
  'recordGone',
  'ownerGone',
  'templateGone',
  'noRecipient',
  'noAddress',
  'inactive',
  'doNotEmail',
  'bounced',
  'missingFields',
  'notToBeAnswered',
]);
export type WorkflowSkip = z.infer<typeof WorkflowSkip>;

export const Workflow = z.object({
  id: z.string(),
  name: z.string(),
  state: WorkflowState,
  pausedBecause: z.string().nullable(),
  trigger: WorkflowTrigger,
  conditions: z.array(WorkflowCondition),
  templateId: z.string(),
  to: WorkflowRecipient,
  alsoOn: z.array(TickableOrigin),
  mailsPerHour: z.number().int(),
  /** In whose name it sends, with what they may read. */
  owner: NamedRecordRef.nullable(),
  counts: z.object({
    due: z.number().int(),
    sent: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
  /** How many mails each origin that is not ticked was kept from sending in the last 30 days. */
  keptBack: z.array(z.object({ origin: EventOrigin, events: z.number().int() })),
  createdAt: WireInstant,
  updatedAt: WireInstant,
  version: z.number().int(),
});
export type Workflow = z.infer<typeof Workflow>;

export const WorkflowRun = z.object({
  /** The number of its event. */
  sequence: z.number().int(),
  happenedAt: WireInstant,
  decidedAt: WireInstant,
  state: WorkflowRunState,
  because: WorkflowSkip.nullable(),
  detail: z.string().nullable(),
  origin: EventOrigin,
  /** What it was about, as far as the caller may see it. */
  record: NamedRecordRef.nullable(),
  activityId: z.string().nullable(),
  address: z.string().nullable(),
  emailId: z.string().nullable(),
});
export type WorkflowRun = z.infer<typeof WorkflowRun>;

export const WorkflowPreview = z.object({
  /** The conditions hold for it now; `changed` counts as held. */
  matches: z.boolean(),
  wouldSend: z.boolean(),
  because: WorkflowSkip.nullable(),
  detail: z.string().nullable(),
  to: z.object({ address: z.string(), record: NamedRecordRef }).nullable(),
  subject: z.string().nullable(),
  html: z.string().nullable(),
  missing: z.array(z.string()),
});
export type WorkflowPreview = z.infer<typeof WorkflowPreview>;

const Fields = z.object({
  name: z.string().trim().min(1).max(workflowLimits.nameLength),
  trigger: WorkflowTrigger,
  conditions: z.array(WorkflowCondition).max(workflowLimits.conditions),
  templateId: z.string().min(1).max(64),
  to: WorkflowRecipient,
  alsoOn: z.array(TickableOrigin).max(TickableOrigin.options.length),
  mailsPerHour: z.number().int().min(1).max(workflowLimits.mailsPerHour),
  state: WorkflowState,
});

const WorkflowParams = z.object({ workflowId: z.string().max(64) });

export const listWorkflows = endpoint({
  route: routes.listWorkflows,
  access: 'user',
  summary: 'Workflows, newest first, with what they sent and kept back',
  query: PageQuery,
  returns: page(Workflow),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const createWorkflow = endpoint({
  route: routes.createWorkflow,
  access: 'administrator',
  summary: 'When a record or mail does something, send a template to somebody; only what happens from now on counts',
  body: Fields.extend({
    conditions: Fields.shape.conditions.default([]),
    alsoOn: Fields.shape.alsoOn.default([]),
    mailsPerHour: Fields.shape.mailsPerHour.default(50),
    state: Fields.shape.state.default('active'),
  }),
  returns: Workflow,
  status: 201,
  errors: ['invalid_request', 'not_permitted', 'template_not_found', 'record_type_not_found'],
});

export const getWorkflow = endpoint({
  route: routes.getWorkflow,
  access: 'user',
  summary: 'One of them; its version is the ETag',
  params: WorkflowParams,
  returns: Workflow,
  errors: ['workflow_not_found'],
});

export const changeWorkflow = endpoint({
  route: routes.changeWorkflow,
  access: 'administrator',
  summary: 'Change, pause or resume it; what happened while it paused sends nothing later',
  params: WorkflowParams,
  body: Fields.partial().strict(),
  returns: Workflow,
  errors: [
    'invalid_request',
    'not_permitted',
    'workflow_not_found',
    'template_not_found',
    'record_type_not_found',
    'precondition_failed',
  ],
});

export const deleteWorkflow = endpoint({
  route: routes.deleteWorkflow,
  access: 'administrator',
  summary: 'Delete it with its history; mail that it sent stays',
  params: WorkflowParams,
  status: 204,
  errors: ['not_permitted', 'workflow_not_found'],
});

export const listWorkflowRuns = endpoint({
  route: routes.listWorkflowRuns,
  access: 'user',
  summary: 'What it did for each event that met its conditions, newest first',
  params: WorkflowParams,
  query: PageQuery.extend({ state: WorkflowRunState.optional() }),
  returns: page(WorkflowRun),
  errors: ['invalid_request', 'invalid_cursor', 'workflow_not_found'],
});

export const previewWorkflow = endpoint({
  route: routes.previewWorkflow,
  access: 'user',
  summary: 'What it would do for a record, or for a tracked mail; nothing is sent',
  params: WorkflowParams,
  body: z.object({ record: RecordRef.optional(), activityId: z.string().max(64).optional() }),
  returns: WorkflowPreview,
  errors: ['invalid_request', 'workflow_not_found', 'record_not_found', 'activity_not_found'],
});
