import { addressKey } from '#shared/model/address.ts';
import type { WorkflowSkip } from '#shared/contracts/workflows.ts';
import type { Actor } from '../../domain/actor.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { RunOutcome, StoredRun, StoredWorkflow } from '../../ports/workflow-store.ts';
import type { SendMail } from '../campaigns/send-mail.ts';
import type { deleteDraft } from '../outbound/draft-files.ts';
import { Refusal } from '../refusal.ts';
import { type AnswerNeeds, refusesAnswer } from './may-answer-mail.ts';
import { prepareMail, type PreparedMail, type WorkflowMail, type WorkflowSubject } from './prepare-mail.ts';
import { workflowOwner } from './workflow-owner.ts';

export interface RunNeeds extends AnswerNeeds {
  readonly plainText: PlainText;
  readonly sendMail: SendMail;
  readonly deleteDraft: ReturnType<typeof deleteDraft>;
}

const nothing = { because: null, detail: null, address: null, addressKey: null, emailId: null } as const;

const skipped = (because: WorkflowSkip, detail: string | null = null): RunOutcome => ({
  ...nothing,
  state: 'skipped',
  because,
  detail,
});

const onceOf = ({ workflowId, sequence }: StoredRun): string => `workflow ${workflowId} ${sequence}`;

const subjectOf = async (read: StoreRead, actor: Actor, run: StoredRun): Promise<WorkflowSubject | null> => {
  if (run.activityId !== null) {
    const mail = await read.activities.find(actor.userId, run.activityId);
    return mail === null ? null : { kind: 'mail', mail };
  }
  const record = run.record === null ? null : await read.records.find(actor.userId, run.record);
  return record === null ? null : { kind: 'record', record };
};

interface Running {
  readonly workflow: StoredWorkflow;
  readonly run: StoredRun;
  readonly owner: Actor;
}

const prepared = async (needs: RunNeeds, { workflow, run, owner }: Running): Promise<PreparedMail> => {
  const { organizationId } = owner;
  const { to, templateId } = workflow;
  const none = { because: 'recordGone', detail: null, mail: null } as const;
  const subject = await needs.store.read(organizationId, (read) => subjectOf(read, owner, run));
  if (subject === null) return none;
  if (subject.kind === 'mail' && to.kind === 'sender') {
    const refusal = await refusesAnswer(needs, { organizationId, readerId: owner.userId, mail: subject.mail });
    if (refusal !== null) return { because: 'notToBeAnswered', detail: refusal, mail: null };
  }
  return needs.store.read(organizationId, (read) => prepareMail(needs, read, owner, { to, templateId, subject }));
};

const send = async (needs: RunNeeds, running: Running, mail: WorkflowMail): Promise<RunOutcome> => {
  const { workflow, run, owner } = running;
  const { to, subject, html, regarding } = mail;
  const reached = { address: to.address, addressKey: addressKey(to.address) };
  const answers = run.activityId !== null && workflow.to.kind === 'sender';
  try {
    const { emailId } = await needs.sendMail(owner, {
      to: { address: to.address, record: { type: to.record.type, id: to.record.id } },
      subject,
      html,
      regarding,
      origin: {
        lane: 'person',
        listUnsubscribe: null,
        autoSubmitted: answers ? 'auto-replied' : 'auto-generated',
      },
      once: onceOf(run),
    });
    return { ...nothing, ...reached, state: 'sent', emailId };
  } catch (error) {
    // A temporary trouble is tried again; a refusal would be the same the next time.
    if (!(error instanceof Refusal)) throw error;
    return { ...nothing, ...reached, state: 'failed', detail: error.message };
  }
};

/** The mail as it was handed over tells to whom. */
const sentBefore = async (needs: RunNeeds, { owner }: Running, emailId: string): Promise<RunOutcome> => {
  const email = await needs.store.read(owner.organizationId, (read) => read.outbox.find(emailId));
  const address = email?.recipients[0]?.address ?? null;
  return { ...nothing, state: 'sent', emailId, address, addressKey: address === null ? null : addressKey(address) };
};

const outcomeOf = async (needs: RunNeeds, running: Running): Promise<RunOutcome> => {
  const { owner, run } = running;
  // What a process that ended before it could tell has left: a mail that was handed over, or a draft.
  const left = await needs.store.read(owner.organizationId, (read) => read.outbox.findByOnceKey(onceOf(run)));
  if (left?.submitted === true) return sentBefore(needs, running, left.id);
  const { because, detail, mail } = await prepared(needs, running);
  if (because === null && mail !== null) return send(needs, running, mail);
  if (left !== null) await needs.deleteDraft(owner, left.id);
  return skipped(because ?? 'noRecipient', detail);
};

/**
 * Sends the mail of a run that is due and writes what became of it. The mail goes by a key that names workflow and event:
 * a process that ends in between finds that mail again and sends none a second time.
 */
export const sendRun =
  (needs: RunNeeds) =>
  async (organizationId: string, run: StoredRun): Promise<void> => {
    const asked = await needs.store.read(organizationId, async (read) => {
      const workflow = await read.workflows.find(run.workflowId);
      return workflow === null ? null : { workflow, owner: await workflowOwner(read, workflow.ownerId) };
    });
    if (asked === null) return;
    const { workflow, owner } = asked;
    const outcome = owner === null ? skipped('ownerGone') : await outcomeOf(needs, { workflow, run, owner });
    await needs.store.transact(organizationId, (tx) => tx.workflows.settleRun(run.workflowId, run.sequence, outcome));
  };
