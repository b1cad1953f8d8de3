import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { transactRecords } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { type AddedItem, addAgendaItem, type AgendaInput, type AgendaNeeds } from './write-item.ts';

interface AgendaWish extends Omit<AgendaInput, 'follows' | 'outlookId'> {
  readonly outlookId?: string | undefined;
  /** The mail that a task was made from. */
  readonly follows?: string | undefined;
}

const gone = 'The activity is gone.';

const followed = async (read: StoreRead, actor: Actor, activityId: string | undefined) => {
  if (activityId === undefined) return null;
  const view = await read.activities.find(actor.userId, activityId);
  if (view === null) throw new Refusal('activity_not_found', `follows: ${gone}`);
  return { activityId, evidence: view.subject };
};

/** What its owner calls private is theirs alone, or stays outside, as the organization has it (Y6). */
const checkPrivate = async (read: StoreRead, { fields }: AgendaWish): Promise<void> => {
  if (fields['private'] !== true || (await read.organization.settings()).trackPrivateAppointments) return;
  throw new Refusal(
    'not_permitted',
    'Private appointments are not tracked here: an administrator has switched that off (trackPrivateAppointments).',
  );
};

/**
 * P11: a task or an appointment in the CRM, tracked by the actor. One whose UID is known, or that stands for what the actor's
 * Outlook has, is the same one, and `stood` then. Refuses `invalid_request` with the field, `record_not_found` for a
 * regarding and `activity_not_found` for a mail that the actor may not read, `not_permitted` for what is private.
 */
export const createAgendaItem =
  (needs: AgendaNeeds & { readonly store: Store }) =>
  (actor: Actor, wish: AgendaWish): Promise<AddedItem & { readonly view: ActivityView }> =>
    transactRecords(needs.store, actor, async (tx) => {
      await checkPrivate(tx, wish);
      const regarding = await checkRegarding(tx, actor, wish.regarding);
      const follows = await followed(tx, actor, wish.follows);
      const visibility = wish.fields['private'] === true ? 'private' : wish.visibility;
      const added = await addAgendaItem({ needs, tx, actor }, { ...wish, regarding, follows, visibility });
      const view = await tx.activities.find(actor.userId, added.id);
      if (view === null) throw new Refusal('activity_not_found', gone);
      return { ...added, view };
    });
