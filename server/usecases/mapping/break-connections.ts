import type { Instant } from '#shared/model/instant.ts';
import type { AlertKind } from '../../ports/alert-store.ts';
import type { Ids } from '../../ports/ids.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { journalMailbox } from '../mailboxes/journal-mailbox.ts';
import { Refusal } from '../refusal.ts';
import { journalSyncAccount } from '../synchronization/journal-account.ts';
import { type Connection, connectionsOf } from './connections-of.ts';

export interface Breaking {
  readonly ids: Ids;
  readonly at: Instant;
  /** Who takes it; null where it is nobody of this organization. */
  readonly actorId: string | null;
  readonly userId: string;
  readonly key: string;
  readonly kind: AlertKind;
  /** What the former owner reads. */
  readonly words: string;
}

const contended = (): Refusal =>
  new Refusal('precondition_failed', 'Somebody changed this mailbox at the same time; try again.');

/** Switched off, and the lease is gone: a cycle or poll that is under way commits nothing more. */
const stop = async (here: StoreWrite, one: Connection, { at, actorId, words }: Breaking): Promise<void> => {
  if (one.kind === 'mailbox') {
    const { mailbox: before } = one;
    const after = { ...before, enabled: false };
    if (!(await here.mailboxes.save(after))) throw contended();
    await here.mailboxes.schedule(before.id, false);
    await here.mailboxes.setHealth(before.id, { ...before.health, state: 'stopped', since: at, problem: words });
    await journalMailbox(here, { mailbox: after, before, at, actorId, reason: 'taken over' });
    return;
  }
  const account = { ...one.account, enabled: false };
  if (!(await here.synchronization.save(account))) throw contended();
  await here.synchronization.schedule(account.id, false);
  await here.synchronization.setHealth(account.id, { ...account.health, state: 'stopped', since: at, problem: words });
  await journalSyncAccount(here, { actorId, at, account, reason: 'taken over' });
};

/** Stops what a user is connected with to one mailbox, or their synchronization alone, and alerts them. */
export const breakConnections = async (
  here: StoreWrite,
  breaking: Breaking,
  concerns: 'everything' | 'synchronization',
): Promise<void> => {
  const { ids, at, userId, key, kind, words } = breaking;
  for (const one of await connectionsOf(here, userId))
    if (one.identity.key === key && (concerns === 'everything' || one.kind === 'account'))
      await stop(here, one, breaking);
  await here.alerts.add({ id: ids.next(), userId, kind, subjectId: key, words, at });
};
