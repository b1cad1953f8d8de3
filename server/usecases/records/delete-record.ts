import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import { Refusal } from '../refusal.ts';
import { getRecord } from './change-record.ts';
import { checkTypeRights } from './check-rights.ts';
import { findRecordType } from './record-types.ts';
import { checkVersion, type ExpectedVersion, type RecordNeeds } from './write-record.ts';

/** O10: a deleted record can be brought back for so long. */
export const restorableMs = 30 * 86_400_000;

/** Deletes the record; its activities stay where they are (O10). */
export const deleteRecord =
  ({ store, clock }: Pick<RecordNeeds, 'store' | 'clock'>) =>
  (actor: Actor, ref: RecordRef, expected: ExpectedVersion): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      checkTypeRights(actor, ref.type);
      const standing = await getRecord(tx, actor, ref);
      checkVersion(standing, expected);
      const at = clock.now();
      await tx.records.markDeleted(ref.id, at);
      await tx.journal.append([
        {
          kind: 'record.deleted',
          subjectId: ref.id,
          at,
          actorId: actor.userId,
          reason: ref.type,
          before: { name: standing.name },
          facts: { recordType: ref.type },
        },
      ]);
    });

/** Brings a deleted record back; one that is not deleted is answered as it is. */
export const restoreRecord =
  ({ store, clock }: Pick<RecordNeeds, 'store' | 'clock'>) =>
  (actor: Actor, ref: RecordRef): Promise<StoredRecord> =>
    store.transact(actor.organizationId, async (tx) => {
      await findRecordType(tx, ref.type);
      const record = await tx.records.findAny(actor.userId, ref);
      if (record === null)
        throw new Refusal('record_not_found', `There is no ${ref.type} with this id that you may read.`);
      if (record.deletedAt === null) return record;
      checkTypeRights(actor, ref.type);
      const at = clock.now();
      if (at - record.deletedAt > restorableMs)
        throw new Refusal('restore_expired', 'The record was deleted more than 30 days ago and cannot be restored.');
      await tx.records.markDeleted(ref.id, null);
      await tx.journal.append([
        {
          kind: 'record.restored',
          subjectId: ref.id,
          at,
          actorId: actor.userId,
          reason: ref.type,
          facts: { recordType: ref.type, origin: 'restore' },
        },
      ]);
      return getRecord(tx, actor, ref);
    });
