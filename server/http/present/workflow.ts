import type { Workflow, WorkflowPreview, WorkflowRun } from '#shared/contracts/workflows.ts';
import { toWire } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { StoredRun, StoredWorkflow, WorkflowCounts } from '../../ports/workflow-store.ts';
import type { PreviewedRun } from '../../usecases/workflows/preview-workflow.ts';

export const presentWorkflow = (
  workflow: StoredWorkflow,
  { counts, owner }: { readonly counts: WorkflowCounts; readonly owner: NamedRecordRef | null },
): Workflow => ({
  id: workflow.id,
  name: workflow.name,
  state: workflow.state,
  pausedBecause: workflow.pausedBecause,
  trigger: workflow.trigger,
  conditions: [...workflow.conditions],
  templateId: workflow.templateId,
  to: workflow.to,
  alsoOn: [...workflow.alsoOn],
  mailsPerHour: workflow.mailsPerHour,
  owner,
  counts: { ...counts.states },
  keptBack: [...counts.keptBack],
  createdAt: toWire(workflow.createdAt),
  updatedAt: toWire(workflow.updatedAt),
  version: workflow.version,
});

/** What the run was about, as far as the caller may see it: address and reasons go with it. */
export interface RunSeen {
  readonly record: NamedRecordRef | null;
  readonly activityVisible: boolean;
}

export const presentRun = (run: StoredRun, { record, activityVisible }: RunSeen): WorkflowRun => {
  const visible = record !== null || activityVisible;
  return {
    sequence: run.sequence,
    happenedAt: toWire(run.happenedAt),
    decidedAt: toWire(run.decidedAt),
    state: run.state,
    because: run.because,
    detail: visible ? run.detail : null,
    origin: run.origin,
    record,
    activityId: activityVisible ? run.activityId : null,
    address: visible ? run.address : null,
    emailId: visible ? run.emailId : null,
  };
};

export const presentPreview = ({ matches, because, detail, mail }: PreviewedRun): WorkflowPreview => ({
  matches,
  wouldSend: matches && because === null,
  because,
  detail,
  to: mail?.to ?? null,
  subject: mail?.subject ?? null,
  html: mail?.html ?? null,
  missing: [...(mail?.missing ?? [])],
});
