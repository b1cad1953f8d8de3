import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { getRecord } from './change-record.ts';
import { findRecordType } from './record-types.ts';
import type { RecordNeeds } from './write-record.ts';

type PinNeeds = Pick<RecordNeeds, 'store' | 'clock'>;

const note = (tx: StoreWrite, actor: Actor, reason: 'pinned' | 'unpinned', at: ReturnType<PinNeeds['clock']['now']>) =>
  tx.journal.append([{ kind: 'user.changed', subjectId: actor.userId, at, actorId: actor.userId, reason }]);

/** Pins a record for the caller's regarding picker; pinning twice is pinning once. */
export const pinRecord =
  ({ store, clock }: PinNeeds) =>
  (actor: Actor, ref: RecordRef): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const { id } = await getRecord(tx, actor, ref);
      await tx.records.pin(actor.userId, id, clock.now());
      await note(tx, actor, 'pinned', clock.now());
    });

/** Unpins it; nothing happens when it was not pinned. */
export const unpinRecord =
  ({ store, clock }: PinNeeds) =>
  (actor: Actor, ref: RecordRef): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      await findRecordType(tx, ref.type);
      await tx.records.unpin(actor.userId, ref.id);
      await note(tx, actor, 'unpinned', clock.now());
    });
