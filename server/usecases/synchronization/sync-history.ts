import { syncLimits } from '#shared/model/synchronization.ts';
import type { Side, SyncKind } from '#shared/sync/item.ts';
import type { OpenConflict } from '#shared/sync/merge.ts';
import type { Actor } from '../../domain/actor.ts';
import { titleOf } from '../../domain/synchronization/title-of.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredHappening, StoredLost, StoredSyncFailure } from '../../ports/sync-store.ts';
import { itemsOfKind } from './items-of-kind.ts';
import { getSyncAccount } from './manage-account.ts';
import { readingTurn } from './sync-needs.ts';

type Named<One> = One & { readonly name: string | null };

/** What became of one's items in 30 days, the newest first, with the names of the records that one may read. */
export interface SyncHistory {
  readonly failures: readonly Named<StoredSyncFailure>[];
  readonly happenings: readonly Named<StoredHappening>[];
  readonly lost: readonly (Named<StoredLost> & { readonly canBeTakenBack: boolean })[];
}

/** A field that both sides changed. */
export interface ShownConflict extends OpenConflict {
  readonly kind: SyncKind;
  readonly linkId: string;
  readonly crmId: string;
  readonly name: string | null;
  readonly answer: Side | null;
}

interface OfRecord {
  readonly kind: SyncKind;
  readonly crmId: string | null;
}

/** Gives things their records' names, each kind asked once; null: it is gone, or out of one's sight. */
const naming = async (read: StoreRead, actor: Actor, accountId: string, all: readonly OfRecord[]) => {
  const names = new Map<string, string>();
  for (const kind of new Set(all.map((one) => one.kind))) {
    const ids = new Set(all.flatMap((one) => (one.kind === kind && one.crmId !== null ? [one.crmId] : [])));
    const turn = readingTurn(actor, { accountId, kind }, []);
    for (const item of await itemsOfKind(kind).read(read, turn, [...ids]))
      if (item.state === 'present' && item.scope !== 'unreadable')
        names.set(`${kind} ${item.id}`, titleOf(item.fields));
  }
  return <One extends OfRecord>(one: One): Named<One> => ({
    ...one,
    name: names.get(`${one.kind} ${one.crmId ?? ''}`) ?? null,
  });
};

/** A field that only the mailbox can hold is written on no record. */
const isWrittenInCrm = ({ kind, field }: StoredLost): boolean => {
  const direction = itemsOfKind(kind).directions[field];
  return direction === 'both' || direction === 'toCrm';
};

/** Y5, Y10: what was done, what failed and which values gave way. Refuses `mailbox_not_found`. */
export const readHistory = async (read: StoreRead, actor: Actor): Promise<SyncHistory> => {
  const { id } = await getSyncAccount(read, actor.userId);
  const failures = await read.synchronization.failures(id, syncLimits.shown);
  const happenings = await read.synchronization.happenings(id, syncLimits.shown);
  const lost = await read.synchronization.lost(id, syncLimits.shown);
  const named = await naming(read, actor, id, [...failures, ...happenings, ...lost]);
  return {
    failures: failures.map(named),
    happenings: happenings.map(named),
    lost: lost.map(named).map((one) => ({ ...one, canBeTakenBack: one.name !== null && isWrittenInCrm(one) })),
  };
};

/** Y5: the fields that wait for a person. Refuses `mailbox_not_found`. */
export const readConflicts = async (read: StoreRead, actor: Actor): Promise<ShownConflict[]> => {
  const account = await getSyncAccount(read, actor.userId);
  const conflicts: Omit<ShownConflict, 'name'>[] = [];
  for (const kind of account.settings.kinds) {
    const links = await read.synchronization.inConflict({ accountId: account.id, kind }, syncLimits.shown);
    for (const { link, open, answers } of links)
      for (const one of open)
        conflicts.push({ ...one, kind, linkId: link.id, crmId: link.crmId, answer: answers[one.field] ?? null });
  }
  const shown = conflicts.slice(0, syncLimits.shown);
  const named = await naming(read, actor, account.id, shown);
  return shown.map(named);
};
