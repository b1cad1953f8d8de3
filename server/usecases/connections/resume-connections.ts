import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { newHealth } from '../mailboxes/add-mailbox.ts';
import { journalMailbox } from '../mailboxes/journal-mailbox.ts';
import { pollJob } from '../mailboxes/mailbox-needs.ts';
import { journalSyncAccount } from '../synchronization/journal-account.ts';
import { syncJob } from '../synchronization/sync-needs.ts';
import { allConnections, type AnyConnection } from './all-connections.ts';

interface ResumeNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly wakeUp: WakeUp;
}

/** Written in one transaction. */
const mostAtOnce = 200;

const resumeMailbox = async ({ clock }: ResumeNeeds, tx: StoreWrite, actorId: string, id: string): Promise<boolean> => {
  const mailbox = await tx.mailboxes.find(id);
  if (mailbox?.approved !== true || !mailbox.enabled || mailbox.health.state !== 'stopped') return false;
  const at = clock.now();
  await tx.mailboxes.setHealth(id, { ...newHealth(at), lastPolledAt: mailbox.health.lastPolledAt });
  await tx.mailboxes.schedule(id, true);
  await tx.alerts.drop('connectionStopped', id);
  await journalMailbox(tx, { mailbox, before: mailbox, at, actorId, reason: 'tried again' });
  return true;
};

const resumeAccount = async ({ clock }: ResumeNeeds, tx: StoreWrite, actorId: string, id: string): Promise<boolean> => {
  const account = await tx.synchronization.find(id);
  if (account?.enabled !== true || account.health.state !== 'stopped') return false;
  const at = clock.now();
  await tx.synchronization.setHealth(id, { ...newSyncHealth(at), lastCycleAt: account.health.lastCycleAt });
  await tx.synchronization.schedule(id, true);
  await tx.alerts.drop('connectionStopped', id);
  await journalSyncAccount(tx, { account, at, actorId, reason: 'tried again' });
  return true;
};

const stopped = (found: readonly AnyConnection[], ids: readonly string[] | null): AnyConnection[] => {
  const wanted = ids === null ? null : new Set(ids);
  return found.filter(({ id, enabled, state }) => enabled && state === 'stopped' && (wanted?.has(id) ?? true));
};

/**
 * Y10: what stopped for a person is tried again at once, whoever's it is; `ids` null: all of it. What is refused still stops
 * again, and its owner hears of it anew. What was switched off or taken over stays off. Gives how many are tried.
 */
export const resumeConnections =
  (needs: ResumeNeeds) =>
  async ({ organizationId, userId }: Actor, ids: readonly string[] | null): Promise<number> => {
    const { store, wakeUp } = needs;
    const wanted = stopped(await store.read(organizationId, allConnections), ids);
    let resumed = 0;
    for (let index = 0; index < wanted.length; index += mostAtOnce)
      resumed += await store.transact(organizationId, async (tx) => {
        let count = 0;
        for (const { kind, id } of wanted.slice(index, index + mostAtOnce))
          if (await (kind === 'mail' ? resumeMailbox : resumeAccount)(needs, tx, userId, id)) count += 1;
        return count;
      });
    for (const job of [pollJob, syncJob]) wakeUp(job);
    return resumed;
  };
