import type { Instant } from '#shared/model/instant.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';

/** C7: this message only, this and later ones of its thread, or the whole thread. */
export type RegardingScope = 'message' | 'later' | 'thread';

interface Wish {
  readonly regarding: readonly RecordRef[];
  readonly scope: RegardingScope;
}

const get = async (tx: StoreWrite, actor: Actor, activityId: string): Promise<ActivityView> => {
  const view = await tx.activities.find(actor.userId, activityId);
  if (view === null) throw new Refusal('activity_not_found', 'There is no activity with this id that you may see.');
  return view;
};

const membersIn = async (
  tx: StoreWrite,
  actor: Actor,
  view: ActivityView,
  scope: RegardingScope,
): Promise<string[]> => {
  if (scope === 'message') return [view.id];
  const members = await tx.activities.threadMembers(actor.userId, view.threadId);
  return members
    .filter(({ id, sortAt }) => scope === 'thread' || id === view.id || sortAt >= view.sortAt)
    .map(({ id }) => id);
};

/**
 * O9: regarding belongs to a promotion. It goes to the actor's own, else to the oldest that the actor sees; those of
 * other visible promotions give way, those of promotions the actor cannot see stay as they are.
 */
export const setOwnRegarding = async (
  tx: StoreWrite,
  actor: Pick<Actor, 'userId'>,
  activityId: string,
  regarding: readonly RecordRef[],
): Promise<void> => {
  const seen = await tx.promotions.visible(actor.userId, activityId);
  const target = seen.find(({ userId }) => userId === actor.userId) ?? seen[0];
  if (target === undefined) return;
  for (const promotion of seen)
    await tx.promotions.setRegarding(promotion.id, activityId, promotion.id === target.id ? regarding : []);
};

const entry = (actor: Actor, before: ActivityView, regarding: readonly RecordRef[], at: Instant): JournalEntry => ({
  kind: 'activity.changed',
  subjectId: before.id,
  at,
  actorId: actor.userId,
  reason: 'regarding',
  before: before.regarding.map(({ type, id }) => ({ type, id })),
  after: regarding,
});

/** What an activity, or its thread, is about; the first is primary, none clears. */
export const setRegarding =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, activityId: string, { regarding, scope }: Wish): Promise<ActivityView> =>
    store.transact(actor.organizationId, async (tx) => {
      const view = await get(tx, actor, activityId);
      await checkRegarding(tx, actor, regarding);
      const at = clock.now();
      const entries: JournalEntry[] = [];
      for (const id of await membersIn(tx, actor, view, scope)) {
        const before = id === activityId ? view : await get(tx, actor, id);
        await setOwnRegarding(tx, actor, id, regarding);
        await tx.activities.touch(id, at);
        entries.push(entry(actor, before, regarding, at));
      }
      await tx.journal.append(entries);
      return (await tx.activities.find(actor.userId, activityId)) ?? { ...view, regarding: [] };
    });
