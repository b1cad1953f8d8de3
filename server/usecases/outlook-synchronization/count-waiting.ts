import type { PresentItem, SideItem, SyncKind, SyncLink } from '#shared/sync/item.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredDevice } from '../../ports/device-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';
import { crmChanges } from '../synchronization/crm-changes.ts';
import { readingTurn } from '../synchronization/sync-needs.ts';
import { settingsOfKind } from './cycle-of-outlook.ts';

/** What an Outlook that does not synchronize shows: for which one things wait, and how many. */
export interface Waiting {
  readonly account: StoredSyncAccount | null;
  readonly holder: StoredDevice | null;
  readonly waiting: readonly { readonly kind: SyncKind; readonly count: number }[];
}

/** What the mailbox has already, or gets by invitation, waits for nothing. */
const isWritten = (kind: SyncKind, item: PresentItem): boolean =>
  item.scope === 'wanted' && item.stands !== true && !kinds[kind].comesByInvitation(item.fields);

const waits = (kind: SyncKind, item: SideItem, link: SyncLink | undefined): boolean => {
  if (link === undefined) return item.state === 'present' && isWritten(kind, item);
  return item.state === 'gone' || item.revision !== link.crmRevision;
};

const countOfKind = async (
  read: StoreRead,
  actor: Actor,
  account: StoredSyncAccount,
  kind: SyncKind,
): Promise<number> => {
  const scope = { accountId: account.id, kind };
  const { filters } = await settingsOfKind(read, account, kind);
  const { state } = await read.synchronization.cycle(scope);
  const { view } = await crmChanges(read, readingTurn(actor, scope, filters), state.cursor.crm);
  const ids = [...view.items.keys()];
  const links = await read.synchronization.linksOf(scope, ids, []);
  const apart = await read.synchronization.apart(scope, 'crm', ids);
  const linkOf = new Map(links.map(({ link }) => [link.crmId, link]));
  return [...view.items.values()].filter((item) => !apart.has(item.id) && waits(kind, item, linkOf.get(item.id)))
    .length;
};

/** I3: what of the caller's records waits for the Outlook that synchronizes, and which one that is. */
export const countWaiting = async (read: StoreRead, actor: Actor): Promise<Waiting> => {
  const account = await read.synchronization.ofUser(actor.userId);
  const holder = await read.devices.holder(actor.userId);
  if (account?.runsIn !== 'outlook' || !account.enabled) return { account, holder, waiting: [] };
  const waiting = [];
  for (const kind of account.settings.kinds) {
    if (account.collections[kind] === undefined) continue;
    waiting.push({ kind, count: await countOfKind(read, actor, account, kind) });
  }
  return { account, holder, waiting };
};
