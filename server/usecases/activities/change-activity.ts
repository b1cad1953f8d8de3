import type { ActivityDetailView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AgendaContent } from '../../domain/agenda/agenda-item.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { saveAgendaItem } from '../agenda/write-item.ts';
import { transactRecords } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const absent = () => new Refusal('activity_not_found', 'There is no activity with this id that you may see.');

/** A mail stays as it came; people write notes beside it. */
const noteMail = async (
  needs: Needs,
  tx: StoreWrite,
  { actor, activityId, changes }: { actor: Actor; activityId: string; changes: Partial<AgendaContent> },
): Promise<void> => {
  if (changes.subject !== undefined || changes.fields !== undefined)
    throw new Refusal('not_permitted', 'A mail stays as it came; only its notes can be changed.');
  if (changes.notes === undefined) return;
  const at = needs.clock.now();
  await tx.activities.saveNotes(activityId, changes.notes, at);
  await tx.journal.append([
    { kind: 'activity.changed', subjectId: activityId, at, actorId: actor.userId, reason: 'notes' },
  ]);
};

/** Tasks and appointments are changed by who tracks them. */
const changeItem = async (
  needs: Needs,
  tx: StoreWrite,
  {
    actor,
    view,
    changes,
  }: { actor: Actor; view: { id: string; kind: 'task' | 'appointment' }; changes: Partial<AgendaContent> },
): Promise<void> => {
  const [standing] = await tx.agenda.findMany(actor.userId, view.kind, [view.id]);
  if (standing?.tracked !== 'standing')
    throw new Refusal('not_permitted', 'Only who tracks a task or an appointment may change it; track it first.');
  await saveAgendaItem({ needs, tx, actor }, standing, changes);
};

/** What is given is written; all else stays. Refuses what a mail says, and tasks and appointments of others. */
export const changeActivity =
  (needs: Needs) =>
  (actor: Actor, activityId: string, changes: Partial<AgendaContent>): Promise<ActivityDetailView> =>
    transactRecords(needs.store, actor, async (tx) => {
      const before = await tx.activities.find(actor.userId, activityId);
      if (before === null) throw absent();
      const { kind } = before;
      if (kind === 'task' || kind === 'appointment')
        await changeItem(needs, tx, { actor, view: { id: activityId, kind }, changes });
      else await noteMail(needs, tx, { actor, activityId, changes });
      const view = await tx.activities.findDetail(actor.userId, activityId);
      if (view === null) throw absent();
      return view;
    });
