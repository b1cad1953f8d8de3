import type { RecordInput } from '#shared/model/record.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { answerOnce, type Idempotency } from '../outbound/once.ts';
import { Refusal } from '../refusal.ts';
import { findRecordType } from './record-types.ts';
import {
  addRecord,
  checkVersion,
  type ExpectedVersion,
  type RecordNeeds,
  saveRecord,
  transactRecords,
} from './write-record.ts';

/** The record, as if absent when the reader may not read it (R9). */
export const getRecord = async (read: StoreRead, actor: Actor, ref: RecordRef): Promise<StoredRecord> => {
  await findRecordType(read, ref.type);
  const record = await read.records.find(actor.userId, ref);
  if (record === null) throw new Refusal('record_not_found', `There is no ${ref.type} with this id that you may read.`);
  return record;
};

const refuseTaken = async (
  tx: StoreWrite,
  actor: Actor,
  { externalId }: RecordInput,
  own: { type: string; id: string | null },
) => {
  if (externalId === undefined) return;
  const { type } = own;
  const holder = await tx.records.findByExternalId(actor.userId, type, externalId);
  if (holder === null || (holder !== 'unreadable' && holder.id === own.id)) return;
  const deleted = holder !== 'unreadable' && holder.deletedAt !== null;
  throw new Refusal(
    'already_exists',
    deleted
      ? `externalId: a deleted ${type} has it (${holder.id}); restore that one, or write by external id.`
      : `externalId: another ${type} has it; write by external id to change that one, or take another.`,
    { issues: [{ field: 'externalId', message: 'taken' }] },
  );
};

export interface NewRecord {
  readonly input: RecordInput;
  readonly idempotency: Idempotency | null;
}

/** Creates a record of the type; the same key again gives the record that it created, as it is by now. */
export const createRecord =
  (needs: RecordNeeds) =>
  (actor: Actor, typeName: string, { input, idempotency }: NewRecord): Promise<StoredRecord> =>
    transactRecords(needs.store, actor, async (tx) => {
      const at = needs.clock.now();
      const id = await answerOnce(tx, { actor, idempotency, at }, async () => {
        const type = await findRecordType(tx, typeName);
        await refuseTaken(tx, actor, input, { type: typeName, id: null });
        return (await addRecord(needs, tx, { actor, type, input, standing: null }, at)).id;
      });
      return getWritten(tx, actor, { type: typeName, id });
    });

/** What was written is shown to its writer even where the change took their right to read it. */
const getWritten = async (tx: StoreWrite, actor: Actor, ref: RecordRef): Promise<StoredRecord> => {
  const record = await tx.records.findWritten(ref);
  if (record === null) throw new Error(`${actor.userId} wrote a record that is not there`);
  return record;
};

/** Changes what the input names; with an expected version only when the record still has it. */
export const changeRecord =
  (needs: RecordNeeds) =>
  (
    actor: Actor,
    ref: RecordRef,
    { input, expected }: { readonly input: RecordInput; readonly expected: ExpectedVersion },
  ): Promise<StoredRecord> =>
    transactRecords(needs.store, actor, async (tx) => {
      const standing = await getRecord(tx, actor, ref);
      checkVersion(standing, expected);
      const type = await findRecordType(tx, ref.type);
      await refuseTaken(tx, actor, input, ref);
      await saveRecord(tx, { actor, type, input, standing }, needs.clock.now());
      return getWritten(tx, actor, ref);
    });
