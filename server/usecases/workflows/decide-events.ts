import {
  conditionsHold,
  directionOf,
  keptBackBy,
  limitSentence,
  listensTo,
  originOfOwnMail,
  type TriggeringEvent,
  triggeringEvent,
} from '../../domain/workflows/decide-run.ts';
import type { Instant } from '#shared/model/instant.ts';
import { fieldsOfMail, fieldsOfRecord, type SubjectFields } from '../../domain/workflows/subject.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredEvent } from '../../ports/journal.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredWorkflow } from '../../ports/workflow-store.ts';
import { type EventOrigin, workflowLimits } from '#shared/contracts/workflows.ts';

/** Events read in one transaction. */
const turn = 100;
const hourMs = 3_600_000;

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
}

interface Deciding {
  readonly event: StoredEvent;
  readonly triggering: TriggeringEvent;
  readonly at: Instant;
}

/** The subject as its owner may see it; null: gone, or not for them, or mail that goes the other way. */
const subjectOf = async (
  read: StoreRead,
  { ownerId, trigger }: StoredWorkflow,
  { event, triggering }: Deciding,
): Promise<SubjectFields | null> => {
  if (triggering.event === 'mail') {
    const mail = await read.activities.find(ownerId, event.subjectId);
    return mail !== null && mail.direction === directionOf(trigger) ? fieldsOfMail(mail) : null;
  }
  const record = await read.records.findById(ownerId, event.subjectId);
  return record === null ? null : fieldsOfRecord(record);
};

/** Of a mail that was written here its own row tells who wrote it. */
const originOf = async (read: StoreRead, { event, triggering }: Deciding): Promise<EventOrigin> => {
  const own = triggering.event === 'mail' ? await read.outbox.find(event.subjectId) : null;
  return own === null ? triggering.origin : originOfOwnMail(own);
};

/** S14: at its limit it pauses, and one alert says so. */
const pause = async (tx: StoreWrite, workflow: StoredWorkflow, at: Instant): Promise<StoredWorkflow> => {
  const paused = { ...workflow, state: 'paused', pausedBecause: limitSentence(workflow.mailsPerHour) } as const;
  await tx.workflows.save(paused, workflow.version, at);
  await tx.journal.append([
    { kind: 'workflow.paused', subjectId: workflow.id, at, actorId: null, reason: 'hourlyLimit' },
  ]);
  return { ...paused, version: workflow.version + 1 };
};

/** Writes what the workflow decides about the event; gives the workflow as it is then. */
const decide = async (tx: StoreWrite, workflow: StoredWorkflow, deciding: Deciding): Promise<StoredWorkflow> => {
  const { event, triggering, at } = deciding;
  if (event.sequence <= workflow.sinceSequence || !listensTo(workflow.trigger, triggering)) return workflow;
  const fields = await subjectOf(tx, workflow, deciding);
  const changed = (field: string) => triggering.changed.includes(field);
  if (fields === null || !conditionsHold(workflow.conditions, fields, changed)) return workflow;
  const since = (at - hourMs) as Instant;
  const mailsInHour = await tx.workflows.mailsSince(workflow.id, workflow.sinceSequence, since);
  const origin = await originOf(tx, deciding);
  const because = keptBackBy({ ...workflow, origin, mailsInHour });
  const ofMail = triggering.event === 'mail';
  await tx.workflows.addRun({
    workflowId: workflow.id,
    sequence: event.sequence,
    happenedAt: event.at,
    decidedAt: at,
    state: because === null ? 'due' : 'skipped',
    because,
    origin,
    record: ofMail || triggering.recordType === null ? null : { type: triggering.recordType, id: event.subjectId },
    activityId: ofMail ? event.subjectId : null,
  });
  return because === 'hourlyLimit' ? pause(tx, workflow, at) : workflow;
};

/**
 * Reads the next events in order and writes what each workflow decides about each; the cursor moves in the same
 * transaction, so that each event is decided once. Gives how many events were read.
 */
export const decideEvents =
  ({ store, clock }: Needs) =>
  (organizationId: string): Promise<number> =>
    store.transact(organizationId, async (tx) => {
      const cursor = await tx.workflows.holdCursor();
      const events = await tx.workflows.eventsAfter(cursor, turn);
      const last = events.at(-1);
      if (last === undefined) return 0;
      let workflows = await tx.workflows.list({ limit: workflowLimits.perOrganization, after: null });
      for (const event of events) {
        const triggering = triggeringEvent(event);
        if (triggering === null) continue;
        const after: StoredWorkflow[] = [];
        for (const workflow of workflows)
          after.push(await decide(tx, workflow, { event, triggering, at: clock.now() }));
        workflows = after;
      }
      await tx.workflows.moveCursor(last.sequence);
      return events.length;
    });
