import type {
  EventOrigin,
  TickableOrigin,
  WorkflowCondition,
  WorkflowRecipient,
  WorkflowRunState,
  WorkflowSkip,
  WorkflowState,
  WorkflowTrigger,
} from '#shared/contracts/workflows.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NewRun, StoredRun, StoredWorkflow, WorkflowToStore } from '../../../ports/workflow-store.ts';
import type { WorkflowRunTable, WorkflowTable } from './schema.ts';

export const presentWorkflow = (row: WorkflowTable): StoredWorkflow => ({
  id: row.id,
  name: row.name,
  state: row.state as WorkflowState,
  pausedBecause: row.paused_because,
  trigger: JSON.parse(row.trigger_on) as WorkflowTrigger,
  conditions: JSON.parse(row.conditions) as WorkflowCondition[],
  templateId: row.template_id,
  to: JSON.parse(row.recipient) as WorkflowRecipient,
  alsoOn: JSON.parse(row.also_on) as TickableOrigin[],
  mailsPerHour: row.mails_per_hour,
  ownerId: row.owner_id,
  sinceSequence: row.since_sequence,
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
  version: row.version,
});

export const workflowRow = (workflow: WorkflowToStore) => ({
  name: workflow.name,
  state: workflow.state,
  paused_because: workflow.pausedBecause,
  trigger_on: JSON.stringify(workflow.trigger),
  conditions: JSON.stringify(workflow.conditions),
  template_id: workflow.templateId,
  recipient: JSON.stringify(workflow.to),
  also_on: JSON.stringify(workflow.alsoOn),
  mails_per_hour: workflow.mailsPerHour,
  owner_id: workflow.ownerId,
  since_sequence: workflow.sinceSequence,
});

export const presentRun = (row: WorkflowRunTable): StoredRun => ({
  workflowId: row.workflow_id,
  sequence: row.sequence,
  happenedAt: row.happened_at as Instant,
  decidedAt: row.decided_at as Instant,
  state: row.state as WorkflowRunState,
  because: row.because as WorkflowSkip | null,
  detail: row.detail,
  origin: row.origin as EventOrigin,
  record: row.record_type === null || row.record_id === null ? null : { type: row.record_type, id: row.record_id },
  activityId: row.activity_id,
  address: row.address,
  addressKey: row.address_key,
  emailId: row.email_id,
});

export const runRow = (run: NewRun) => ({
  workflow_id: run.workflowId,
  sequence: run.sequence,
  happened_at: run.happenedAt,
  decided_at: run.decidedAt,
  state: run.state,
  because: run.because,
  detail: null,
  origin: run.origin,
  record_type: run.record?.type ?? null,
  record_id: run.record?.id ?? null,
  activity_id: run.activityId,
  address: null,
  address_key: null,
  email_id: null,
});
