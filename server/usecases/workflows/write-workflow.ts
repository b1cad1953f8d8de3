import { workflowLimits } from '#shared/contracts/workflows.ts';
import type { Actor } from '../../domain/actor.ts';
import { workflowIssues } from '../../domain/workflows/check-workflow.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredWorkflow, WorkflowToStore } from '../../ports/workflow-store.ts';
import { findRecordType } from '../records/record-types.ts';
import { checkVersion, type ExpectedVersion } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { getTemplate } from '../templates/write-template.ts';

export interface WorkflowNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What an administrator writes. */
export type WorkflowText = Pick<
  WorkflowToStore,
  'name' | 'trigger' | 'conditions' | 'templateId' | 'to' | 'alsoOn' | 'mailsPerHour' | 'state'
>;
type Changes = { readonly [Key in keyof WorkflowText]?: WorkflowText[Key] | undefined };

export const getWorkflow = async (read: StoreRead, workflowId: string): Promise<StoredWorkflow> => {
  const workflow = await read.workflows.find(workflowId);
  if (workflow === null) throw new Refusal('workflow_not_found', 'There is no workflow with this id.');
  return workflow;
};

const refuseField = (field: string, message: string): never => {
  throw new Refusal('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] });
};

const check = async (tx: StoreWrite, actor: Actor, text: WorkflowText): Promise<void> => {
  const { trigger, templateId } = text;
  const type = 'type' in trigger ? await findRecordType(tx, trigger.type) : null;
  const issues = workflowIssues(text, type);
  const [first] = issues;
  if (first !== undefined) throw new Refusal('invalid_request', `${first.field}: ${first.message}`, { issues });
  const template = await getTemplate(tx, actor, templateId);
  if (template.kind !== 'email' || template.subject === '')
    refuseField('templateId', 'choose an e-mail template with a subject');
  if (template.scope !== 'organization')
    refuseField('templateId', 'the template is one person’s own; share it with the organization first');
};

const note = (tx: StoreWrite, actor: Actor, change: { id: string; at: ReturnType<Clock['now']>; reason: string }) =>
  tx.journal.append([
    {
      kind: 'workflow.changed',
      subjectId: change.id,
      at: change.at,
      actorId: actor.userId,
      reason: change.reason,
    },
  ]);

/** Makes it; events that happened before do not count. The first one begins the reading of events. */
export const createWorkflow =
  ({ store, clock, ids }: WorkflowNeeds) =>
  (actor: Actor, text: WorkflowText): Promise<StoredWorkflow> =>
    store.transact(actor.organizationId, async (tx) => {
      const standing = await tx.workflows.count();
      if (standing >= workflowLimits.perOrganization)
        refuseField(
          'name',
          `there are ${workflowLimits.perOrganization} workflows already; delete one that nobody needs`,
        );
      await check(tx, actor, text);
      const at = clock.now();
      const sinceSequence = await tx.workflows.head();
      if (standing === 0) {
        await tx.workflows.holdCursor();
        await tx.workflows.moveCursor(sinceSequence);
      }
      const id = ids.next();
      await tx.workflows.add({ ...text, id, pausedBecause: null, ownerId: actor.userId, sinceSequence }, at);
      await note(tx, actor, { id, at, reason: 'created' });
      return getWorkflow(tx, id);
    });

/** What happened while it paused sends nothing later. */
const afterState = async (
  tx: StoreWrite,
  standing: StoredWorkflow,
  state: WorkflowText['state'],
): Promise<Pick<WorkflowToStore, 'pausedBecause' | 'sinceSequence'>> => {
  if (state === standing.state) return { pausedBecause: standing.pausedBecause, sinceSequence: standing.sinceSequence };
  return state === 'active'
    ? { pausedBecause: null, sinceSequence: await tx.workflows.head() }
    : { pausedBecause: null, sinceSequence: standing.sinceSequence };
};

/** Changes what is named; with an expected version only when it still has that. */
export const changeWorkflow =
  ({ store, clock }: WorkflowNeeds) =>
  (
    actor: Actor,
    workflowId: string,
    { changes, expected }: { readonly changes: Changes; readonly expected: ExpectedVersion },
  ): Promise<StoredWorkflow> =>
    store.transact(actor.organizationId, async (tx) => {
      // Events wait meanwhile, so that none is decided by half of a change.
      await tx.workflows.holdCursor();
      const standing = await getWorkflow(tx, workflowId);
      checkVersion(standing, expected);
      const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const text: WorkflowText = { ...standing, ...named };
      await check(tx, actor, text);
      const at = clock.now();
      const after = { ...standing, ...text, ...(await afterState(tx, standing, text.state)) };
      if (!(await tx.workflows.save(after, standing.version, at)))
        throw new Refusal('precondition_failed', 'Somebody changed it meanwhile; read it again.');
      await note(tx, actor, { id: workflowId, at, reason: 'changed' });
      return getWorkflow(tx, workflowId);
    });

/** Deletes it with its history; mail that it sent stays. */
export const deleteWorkflow =
  ({ store, clock }: WorkflowNeeds) =>
  (actor: Actor, workflowId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const { id } = await getWorkflow(tx, workflowId);
      await tx.workflows.remove(id);
      await note(tx, actor, { id, at: clock.now(), reason: 'deleted' });
    });
