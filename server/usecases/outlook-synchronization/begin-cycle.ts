import type { SyncSettings } from '#shared/model/synchronization.ts';
import type { SyncKind, SyncLink } from '#shared/sync/item.ts';
import type { Answers } from '#shared/sync/plan-input.ts';
import type { FieldDirections } from '#shared/sync/policy.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredCycle, StoredSyncAccount } from '../../ports/sync-store.ts';
import { insistOnMethod } from '../connections/insist-on-method.ts';
import { Refusal } from '../refusal.ts';
import { itemsOfKind } from '../synchronization/items-of-kind.ts';
import {
  cycleIdOf,
  cycleLeaseMs,
  guardDevice,
  outlookAccount,
  ownerOf,
  type OutlookSyncNeeds,
} from './cycle-of-outlook.ts';

/** One kind of a cycle: where it lies, what the last one left, and what was answered to it since. */
export interface BegunKind extends StoredCycle {
  readonly kind: SyncKind;
  readonly collection: string;
  readonly directions: FieldDirections;
  readonly links: number;
  readonly unfinished: readonly SyncLink[];
  readonly answers: readonly { readonly linkId: string; readonly answers: Answers }[];
}

export interface BegunCycle {
  readonly cycle: {
    readonly id: string;
    readonly leaseMs: number;
    readonly settings: SyncSettings;
    readonly kinds: readonly BegunKind[];
  } | null;
  /** Null: nothing is planned before a person comes. */
  readonly waitMs: number | null;
}

/** Another window is at it: so long until it is worth asking again. */
const busyWaitMs = 2_000;

const readKind = async (
  read: StoreRead,
  account: StoredSyncAccount,
  kind: SyncKind,
  collection: string,
): Promise<BegunKind> => {
  const scope = { accountId: account.id, kind };
  const answered = await read.synchronization.inConflict(scope, null);
  return {
    kind,
    collection,
    directions: itemsOfKind(kind).directions,
    ...(await read.synchronization.cycle(scope)),
    links: await read.synchronization.countLinks(scope),
    unfinished: (await read.synchronization.unfinished(scope)).map(({ link }) => link),
    answers: answered
      .filter(({ answers }) => Object.keys(answers).length > 0)
      .map(({ link, answers }) => ({ linkId: link.id, answers })),
  };
};

const readKinds = async (read: StoreRead, account: StoredSyncAccount): Promise<BegunKind[]> => {
  const kinds: BegunKind[] = [];
  for (const kind of account.settings.kinds) {
    const collection = account.collections[kind];
    if (collection !== undefined) kinds.push(await readKind(read, account, kind, collection));
  }
  return kinds;
};

const refuseOthers = (account: StoredSyncAccount, user: string): void => {
  if (!account.enabled) throw new Refusal('mailbox_not_ready', 'The mailbox is not synchronized; enable it first.');
  if (account.signInUser.toLowerCase() !== user.toLowerCase())
    throw new Refusal(
      'mailbox_not_ready',
      'This Outlook is signed in to another mailbox than the one that is synchronized; nothing was changed.',
    );
};

/**
 * Y9, I2: begins a cycle for the synchronizing Outlook under a lease, where one is due, or `now` one is wished for, and nobody
 * is at it. Refuses `stale_generation`, `mailbox_not_found`, `mailbox_not_ready` for another mailbox and where somebody else synchronizes (I7).
 */
export const beginCycle =
  ({ store, clock, ids }: OutlookSyncNeeds) =>
  (
    actor: Actor,
    asked: { readonly generation: number; readonly user: string; readonly now: boolean },
  ): Promise<BegunCycle> =>
    store.transact(actor.organizationId, async (tx) => {
      await guardDevice(tx, actor, asked.generation);
      const account = await outlookAccount(tx, actor);
      await insistOnMethod(tx, actor.userId, { direction: 'items', by: 'outlook' });
      refuseOthers(account, asked.user);
      const id = cycleIdOf(asked.generation, ids.next());
      const lease = { accountId: account.id, owner: ownerOf(actor, id), leaseMs: cycleLeaseMs, wished: asked.now };
      if (await tx.synchronization.begin(lease)) {
        const kinds = await readKinds(tx, account);
        return { cycle: { id, leaseMs: cycleLeaseMs, settings: account.settings, kinds }, waitMs: 0 };
      }
      const { running, nextCycleAt } = await tx.synchronization.pace(account.id);
      if (running) return { cycle: null, waitMs: busyWaitMs };
      return { cycle: null, waitMs: nextCycleAt === null ? null : Math.max(0, nextCycleAt - clock.now()) };
    });
