import type { Instant } from '#shared/model/instant.ts';
import { loopLimit } from '../../domain/routing/decide.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';

const dayMs = 86_400_000;
/** So many held mails are let go in one transaction. */
const atOnce = 100;

/** A14: undeliverable mail that nobody settled in time goes with its bytes. */
const discardOldHolds = async (tx: StoreWrite, before: Instant, at: Instant): Promise<number> => {
  const old = await tx.holds.before(before, atOnce);
  for (const { id, sha256 } of old) {
    await tx.holds.remove(id);
    await tx.contents.release([sha256]);
    await tx.journal.append([{ kind: 'hold.settled', subjectId: id, at, actorId: null, reason: 'expired' }]);
  }
  return old.length;
};

/** A4, A14: forgets of one organization what its settings say is kept no longer. Gives how many lines and holds went. */
export const forgetOld =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (organizationId: string): Promise<number> =>
    store.transact(organizationId, async (tx) => {
      const at = clock.now();
      const settings = await tx.organization.settings();
      const ago = (days: number) => (at - days * dayMs) as Instant;
      await tx.outcomes.forgetDetails(ago(settings.outcomeDetailDays));
      await tx.outcomes.forgetAutomatic((at - loopLimit.withinMs) as Instant);
      const lines = await tx.outcomes.removeBefore(ago(settings.outcomeDays));
      return lines + (await discardOldHolds(tx, ago(settings.undeliverableDays), at));
    });
