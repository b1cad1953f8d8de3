import { intervalLimits } from '#shared/sync/interval.ts';
import type { Actor } from '../../domain/actor.ts';
import { afterCycle, afterFailure } from '../../domain/synchronization/account-health.ts';
import { tellOwnerOfAccount } from '../connections/tell-owner.ts';
import { holdCycle, outlookAccount, ownerOf, type OutlookSyncNeeds } from './cycle-of-outlook.ts';

/** What cuts a cycle of an Outlook off, in words for its user. */
const sentences = {
  sign_in_refused:
    'Outlook could not sign in at Microsoft for this mailbox; open the pane in Outlook and sign in again.',
  permission_refused:
    'Microsoft does not permit Outlook to use contacts, tasks or appointments of this mailbox; ask your administrator.',
  mailbox_missing: 'The mailbox, or the place of its contacts, tasks or appointments, is not there any more.',
  throttled: 'Microsoft asks Outlook to come back later.',
  remote_unavailable: 'Outlook could not reach the mailbox; it is tried again by itself.',
} as const;

export type CycleEnd =
  | { readonly kind: 'left' }
  | { readonly kind: 'done'; readonly changes: number; readonly asks: boolean }
  | { readonly kind: 'failed'; readonly code: keyof typeof sentences; readonly retryAfterMs: number };

/**
 * Y9, Y10: ends a cycle; how it went decides when the next is due. Who only leaves it, as somebody else took over, lets others
 * begin at once and changes nothing. Refuses `stale_generation`, `precondition_failed`.
 */
export const endCycle =
  ({ store, clock, ids }: OutlookSyncNeeds) =>
  (actor: Actor, cycle: string, how: CycleEnd): Promise<{ readonly waitMs: number | null }> =>
    store.transact(actor.organizationId, async (tx) => {
      if (how.kind === 'left') {
        const account = await outlookAccount(tx, actor);
        await tx.synchronization.release({ accountId: account.id, owner: ownerOf(actor, cycle) }, 0);
        return { waitMs: 0 };
      }
      const { account, lease } = await holdCycle(tx, actor, cycle);
      const pace = { baseMs: intervalLimits.base, load: 0 };
      const after =
        how.kind === 'done'
          ? afterCycle(account.health, { ...how, ...pace }, clock.now())
          : afterFailure(account.health, { ...how, sentence: sentences[how.code], ...pace }, clock.now());
      await tx.synchronization.setHealth(account.id, after.health);
      await tellOwnerOfAccount({ ids }, tx, account, { after: after.health.state, at: clock.now() });
      await tx.synchronization.release(lease, after.nextInMs);
      return { waitMs: after.nextInMs };
    });
