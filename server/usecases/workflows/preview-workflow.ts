import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { conditionsHold, directionOf } from '../../domain/workflows/decide-run.ts';
import { fieldsOfMail, fieldsOfRecord } from '../../domain/workflows/subject.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredWorkflow } from '../../ports/workflow-store.ts';
import { getRecord } from '../records/change-record.ts';
import { Refusal } from '../refusal.ts';
import { type AnswerNeeds, refusesAnswer } from './may-answer-mail.ts';
import { prepareMail, type PreparedMail, type WorkflowSubject } from './prepare-mail.ts';
import { getWorkflow } from './write-workflow.ts';

export interface PreviewAsked {
  readonly record: RecordRef | undefined;
  readonly activityId: string | undefined;
}

export interface PreviewedRun extends PreparedMail {
  readonly matches: boolean;
}

const refuse = (field: string, message: string): never => {
  throw new Refusal('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] });
};

const subjectOf = async (
  read: StoreRead,
  actor: Actor,
  { trigger }: StoredWorkflow,
  { record, activityId }: PreviewAsked,
): Promise<WorkflowSubject> => {
  if (!('type' in trigger)) {
    if (activityId === undefined) return refuse('activityId', 'this workflow is about mail; name a tracked mail');
    const mail = await read.activities.find(actor.userId, activityId);
    if (mail === null) throw new Refusal('activity_not_found', 'There is no activity with this id that you may see.');
    const wanted = directionOf(trigger);
    if (mail.direction !== wanted)
      return refuse('activityId', `this workflow is about ${wanted} mail, and that one is ${mail.direction}`);
    return { kind: 'mail', mail };
  }
  if (record === undefined || record.type !== trigger.type)
    return refuse('record', `this workflow is about records of the type ${trigger.type}; name one`);
  return { kind: 'record', record: await getRecord(read, actor, record) };
};

const fieldsOf = (subject: WorkflowSubject) =>
  subject.kind === 'mail' ? fieldsOfMail(subject.mail) : fieldsOfRecord(subject.record);

/** What it would do now, in the eyes of whoever asks: nobody is shown what they may not read. Nothing is sent. */
export const previewWorkflow =
  (needs: AnswerNeeds & { readonly plainText: PlainText }) =>
  async (actor: Actor, workflowId: string, asked: PreviewAsked): Promise<PreviewedRun> => {
    const { organizationId, userId } = actor;
    const { workflow, subject, prepared } = await needs.store.read(organizationId, async (read) => {
      const found = await getWorkflow(read, workflowId);
      const about = await subjectOf(read, actor, found, asked);
      return {
        workflow: found,
        subject: about,
        prepared: await prepareMail(needs, read, actor, { ...found, subject: about }),
      };
    });
    const matches = conditionsHold(workflow.conditions, fieldsOf(subject), () => true);
    const answers = subject.kind === 'mail' && workflow.to.kind === 'sender';
    const refusal = answers
      ? await refusesAnswer(needs, { organizationId, readerId: userId, mail: subject.mail })
      : null;
    if (refusal !== null) return { ...prepared, because: 'notToBeAnswered', detail: refusal, matches };
    return prepared.because === null && workflow.state === 'paused'
      ? { ...prepared, because: 'paused', detail: workflow.pausedBecause, matches }
      : { ...prepared, matches };
  };
