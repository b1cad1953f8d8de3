import type { ActivityView } from '../../domain/activity/activity-view.ts';
import { isSameAppointment, searchSpan, type SoughtAppointment } from '../../domain/agenda/same-appointment.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredAgendaItem } from '../../ports/agenda-store.ts';
import type { Store, StoreRead } from '../../ports/store.ts';

/** So many appointments that begin at one moment are looked at. */
const mostLookedAt = 200;

interface FoundAppointment {
  readonly item: StoredAgendaItem;
  /** By the id of the actor's Outlook, or by what it says. */
  readonly by: 'place' | 'likeness';
}

/** The appointment that stands for what the actor's Outlook has; null where none does that the actor may see. */
export const findStanding = async (
  read: StoreRead,
  actor: Actor,
  sought: SoughtAppointment & { readonly outlookId: string | null },
): Promise<FoundAppointment | null> => {
  const known = sought.outlookId === null ? null : await read.agenda.findByPlace(actor.userId, sought.outlookId);
  if (known !== null) return { item: known, by: 'place' };
  const around = await read.agenda.beginning(actor.userId, { ...searchSpan(sought), limit: mostLookedAt });
  const alike = around.filter(({ subject, fields, tracked }) =>
    isSameAppointment(sought, { subject, fields, isOwn: tracked === 'standing' }),
  );
  const [first] = [...alike].sort((one, other) => rank(one) - rank(other));
  return first === undefined ? null : { item: first, by: 'likeness' };
};

/** One's own before those of others. */
const rank = ({ tracked }: StoredAgendaItem): number => (tracked === 'standing' ? 0 : 1);

/** What stands for it, as the actor sees it (P11). Writes nothing. */
export const findAppointment =
  ({ store }: { readonly store: Store }) =>
  (
    actor: Actor,
    sought: readonly (SoughtAppointment & { readonly outlookId: string | null })[],
  ): Promise<({ readonly view: ActivityView; readonly by: FoundAppointment['by'] } | null)[]> =>
    store.read(actor.organizationId, async (read) => {
      const answers = [];
      for (const one of sought) {
        const found = await findStanding(read, actor, one);
        const view = found === null ? null : await read.activities.find(actor.userId, found.item.id);
        answers.push(found === null || view === null ? null : { view, by: found.by });
      }
      return answers;
    });
