import type { Instant } from '#shared/model/instant.ts';
import type { StoreRead, StoreWrite } from '../../server/ports/store.ts';
import type { WorkflowToStore } from '../../server/ports/workflow-store.ts';

const workflowId = 'workflow';

const twinWorkflow = (mark: string, ownerId: string): WorkflowToStore => ({
  id: workflowId,
  name: mark,
  state: 'active',
  pausedBecause: mark,
  trigger: { event: 'mailReceived' },
  conditions: [],
  templateId: mark,
  to: { kind: 'sender' },
  alsoOn: [],
  mailsPerHour: 1,
  ownerId,
  sinceSequence: 0,
});

interface Twin {
  readonly ownerId: string;
  readonly address: string;
  readonly at: Instant;
}

/** A workflow with runs of several states, and how far events were read. */
export const fillWorkflows = async (tx: StoreWrite, mark: string, { ownerId, address, at }: Twin): Promise<void> => {
  await tx.workflows.add(twinWorkflow(mark, ownerId), at);
  const run = { workflowId, happenedAt: at, decidedAt: at, record: null, activityId: mark } as const;
  await tx.workflows.addRun({ ...run, sequence: 1, state: 'due', because: null, origin: 'byHand' });
  await tx.workflows.addRun({ ...run, sequence: 2, state: 'skipped', because: 'origin', origin: 'batch' });
  await tx.workflows.addRun({ ...run, sequence: 3, state: 'due', because: null, origin: 'byHand' });
  await tx.workflows.settleRun(workflowId, 3, {
    state: 'sent',
    because: null,
    detail: mark,
    address,
    addressKey: address,
    emailId: mark,
  });
  await tx.workflows.moveCursor(mark === 'ours' ? 1 : 2);
};

/** Every answer of the reading side. */
export const readWorkflows = async ({ workflows }: StoreRead, address: string) => ({
  find: await workflows.find(workflowId),
  list: await workflows.list({ limit: 50, after: null }),
  count: await workflows.count(),
  counts: await workflows.counts(workflowId, 0 as Instant),
  runs: await workflows.runs(workflowId, { limit: 50, before: null, state: null }),
  due: await workflows.dueRuns(50),
  mails: await workflows.mailsSince(workflowId, 0, 0 as Instant),
  answers: await workflows.answersSince(address, 0 as Instant),
  head: await workflows.head(),
  events: await workflows.eventsAfter(0, 50),
});

/** Every change of the writing side. */
export const writeWorkflows = async ({ workflows }: StoreWrite, later: Instant): Promise<void> => {
  const outcome = { because: null, detail: 'rewritten', address: null, addressKey: null, emailId: null };
  await workflows.settleRun(workflowId, 1, { ...outcome, state: 'failed' });
  await workflows.save({ ...twinWorkflow('rewritten', 'somebody'), state: 'paused' }, 1, later);
  await workflows.moveCursor((await workflows.holdCursor()) + 5);
  await workflows.remove(workflowId);
};
