import type { EventOrigin } from '#shared/contracts/workflows.ts';
import { type RecordInput, recordLimits, type RecordTypeDefinition } from '#shared/model/record.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { prepareRecord } from './prepare-record.ts';
import { findRecordType } from './record-types.ts';
import {
  addRecord,
  checkVersion,
  type ExpectedVersion,
  type RecordNeeds,
  saveRecord,
  transactRecords,
  type WrittenRecord,
} from './write-record.ts';

interface Upsert {
  readonly actor: Actor;
  readonly type: RecordTypeDefinition;
  readonly input: RecordInput;
  readonly expected: ExpectedVersion;
  readonly origin: EventOrigin;
}

/** A deleted record with the external id comes back with what is written; the program that writes says it exists. */
const revive = async (needs: RecordNeeds, tx: StoreWrite, upsert: Upsert, deleted: StoredRecord) => {
  const { actor, type, input } = upsert;
  const origin = upsert.origin === 'byHand' ? 'restore' : upsert.origin;
  const at = needs.clock.now();
  await prepareRecord(tx, { actor, type, input, standing: deleted }, deleted.id);
  await tx.records.markDeleted(deleted.id, null);
  await tx.journal.append([
    {
      kind: 'record.restored',
      subjectId: deleted.id,
      at,
      actorId: actor.userId,
      reason: type.name,
      facts: { recordType: type.name, origin },
    },
  ]);
  const standing = { ...deleted, deletedAt: null, version: deleted.version + 1 };
  const { id } = await saveRecord(tx, { actor, type, input, standing, origin }, at);
  return { id, how: 'changed' } as const;
};

/** Validation comes before the first write, so that a refused item of a batch leaves nothing behind. */
const upsertOne = async (needs: RecordNeeds, tx: StoreWrite, upsert: Upsert): Promise<WrittenRecord> => {
  const { actor, type, input, expected, origin } = upsert;
  const at = needs.clock.now();
  const { externalId } = input;
  const standing =
    externalId === undefined ? null : await tx.records.findByExternalId(actor.userId, type.name, externalId);
  if (standing === 'unreadable')
    throw new Refusal('not_permitted', `externalId: the ${type.name} with this external id is not yours to read.`);
  if (standing === null) {
    if (expected !== 'anyVersion')
      throw new Refusal('precondition_failed', 'If-Match: there is no record with this external id yet.');
    return addRecord(needs, tx, { actor, type, input, standing: null, origin }, at);
  }
  checkVersion(standing, expected);
  if (standing.deletedAt !== null) return revive(needs, tx, upsert, standing);
  return saveRecord(tx, { actor, type, input, standing, origin }, at);
};

/** Creates or changes the record with this external id. Gives what happened beside the record. */
export const upsertRecord =
  (needs: RecordNeeds) =>
  (
    actor: Actor,
    typeName: string,
    { input, expected }: { readonly input: RecordInput; readonly expected: ExpectedVersion },
  ): Promise<{ readonly record: StoredRecord; readonly how: WrittenRecord['how'] }> =>
    transactRecords(needs.store, actor, async (tx) => {
      const type = await findRecordType(tx, typeName);
      const { id, how } = await upsertOne(needs, tx, { actor, type, input, expected, origin: 'byHand' });
      const record = await tx.records.findWritten({ type: typeName, id });
      if (record === null) throw new Error(`${id} was just written`);
      return { record, how };
    });

export interface BatchResult {
  readonly status: WrittenRecord['how'] | 'refused';
  readonly id?: string;
  readonly externalId?: string;
  readonly problem?: { readonly code: string; readonly detail: string };
}

const named = ({ externalId }: RecordInput) => (externalId === undefined ? {} : { externalId });

const batchItem = async (needs: RecordNeeds, tx: StoreWrite, upsert: Upsert): Promise<BatchResult> => {
  try {
    const { id, how } = await upsertOne(needs, tx, upsert);
    return { status: how, id, ...named(upsert.input) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'refused', ...named(upsert.input), problem: { code: error.code, detail: error.message } };
  }
};

/** Locks are held no longer than a chunk takes. */
const chunkSize = 100;

/** A record to write, or the refusal of an item that could not be read as one. */
type BatchInput = RecordInput | BatchResult;

/**
 * Each item stands or falls alone; one result per item, in order. Items without external id are created; what is
 * already a result (an item that could not be read) stays it.
 */
export const upsertRecords =
  (needs: RecordNeeds) =>
  async (actor: Actor, typeName: string, inputs: readonly BatchInput[]): Promise<BatchResult[]> => {
    const results: BatchResult[] = [];
    for (let first = 0; first < Math.min(inputs.length, recordLimits.batch); first += chunkSize) {
      const chunk = inputs.slice(first, first + chunkSize);
      results.push(
        ...(await transactRecords(needs.store, actor, async (tx) => {
          const type = await findRecordType(tx, typeName);
          const done: BatchResult[] = [];
          for (const input of chunk)
            done.push(
              'status' in input
                ? input
                : await batchItem(needs, tx, { actor, type, input, expected: 'anyVersion', origin: 'batch' }),
            );
          return done;
        })),
      );
    }
    return results;
  };
