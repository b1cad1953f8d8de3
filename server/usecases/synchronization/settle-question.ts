import type { SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredStop, StoredSyncAccount, SyncScope } from '../../ports/sync-store.ts';
import { Refusal } from '../refusal.ts';
import { journalSyncAccount } from './journal-account.ts';
import { by, getSyncAccount } from './manage-account.ts';
import { syncJob, type SyncNeeds } from './sync-needs.ts';

/** A pair that would lose one side: both stay as they are, and whoever left a filter may come back to it. */
const spare = async (tx: StoreWrite, scope: SyncScope, { linkId, side }: StoredStop['removes'][number]) => {
  const stored = await tx.synchronization.findLink(scope, linkId);
  if (stored === null) return;
  const { crmId, mailboxId } = stored.link;
  if (side === 'mailbox' && (await tx.synchronization.standing([crmId])).has(crmId)) {
    await tx.synchronization.setLinkState(scope, linkId, 'suspended');
    return;
  }
  await tx.synchronization.dropLink(scope, linkId);
  await tx.synchronization.setApart(scope, { crm: crmId, mailbox: mailboxId });
};

/** Nothing is removed: what lacks in a mailbox that looks empty is written anew, all else is left on both sides. */
const refuse = async (tx: StoreWrite, scope: SyncScope, stop: StoredStop): Promise<void> => {
  if (stop.reason === 'sideEmpty' && stop.side === 'mailbox') {
    for (const { link } of await tx.synchronization.links(scope))
      if (link.state === 'whole') await tx.synchronization.setLinkState(scope, link.id, 'rewriting');
    return;
  }
  for (const one of stop.removes) await spare(tx, scope, one);
};

/**
 * Y8: a person agrees to what a cycle would not do unasked, or refuses it; either is carried out by the next cycle.
 * Refuses `mailbox_not_found` where nothing is asked.
 */
export const settleQuestion =
  (needs: SyncNeeds) =>
  async (actor: Actor, { kind, agrees }: { kind: SyncKind; agrees: boolean }): Promise<StoredSyncAccount> => {
    const account = await needs.store.transact(actor.organizationId, async (tx) => {
      const found = await getSyncAccount(tx, actor.userId);
      const scope = { accountId: found.id, kind };
      const cycle = await tx.synchronization.cycle(scope);
      const { stop } = cycle;
      if (stop === null) throw new Refusal('mailbox_not_found', 'Nothing is asked about these items.');
      if (!agrees) await refuse(tx, scope, stop);
      await tx.synchronization.saveCycle(scope, { ...cycle, confirmed: true });
      await tx.synchronization.hurry(found.id);
      const reason = `${agrees ? 'confirmed' : 'refused'}: ${stop.reason}`;
      await journalSyncAccount(tx, { ...by(needs, actor), account: found, reason });
      return found;
    });
    needs.wakeUp(syncJob);
    return account;
  };
