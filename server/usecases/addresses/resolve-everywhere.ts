import { recordLimits } from '#shared/model/record.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { getRecord } from '../records/change-record.ts';
import { findRecordType } from '../records/record-types.ts';
import { type RecordNeeds, saveRecord, transactRecords } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { readKey } from './read-key.ts';

export interface ResolutionAsked {
  readonly address: string;
  readonly record: RecordRef;
  readonly mode: 'preview' | 'apply';
  readonly addAddress: boolean;
}

export interface ResolutionAnswer {
  readonly resolutionId: string | null;
  readonly activities: number;
  readonly examples: readonly { readonly id: string; readonly subject: string; readonly sentAt: Instant | null }[];
}

const shownExamples = 5;

interface AddressOfRecord {
  readonly actor: Actor;
  readonly record: StoredRecord;
  readonly address: string;
  readonly key: StoredRecord['addresses'][number]['addressKey'];
  readonly at: Instant;
}

const hasAddress = ({ record, key }: AddressOfRecord): boolean =>
  record.addresses.some(({ addressKey }) => addressKey === key);

/** Gives the record the address, unless it has it. True when it was added. */
const addAddress = async (tx: StoreWrite, adding: AddressOfRecord): Promise<boolean> => {
  if (hasAddress(adding)) return false;
  const { actor, record, address, at } = adding;
  if (record.addresses.length >= recordLimits.addresses)
    throw new Refusal(
      'invalid_request',
      `addAddress: the record has ${recordLimits.addresses} addresses already; remove one, or write no.`,
    );
  const type = await findRecordType(tx, record.type);
  const input = { addresses: [...record.addresses, { address, primary: false }] };
  await saveRecord(tx, { actor, type, input, standing: record, origin: 'rematch' }, at);
  return true;
};

const takeAddressBack = async (tx: StoreWrite, taking: AddressOfRecord): Promise<void> => {
  if (!hasAddress(taking)) return;
  const { actor, record, key, at } = taking;
  const type = await findRecordType(tx, record.type);
  const input = { addresses: record.addresses.filter(({ addressKey }) => addressKey !== key) };
  await saveRecord(tx, { actor, type, input, standing: record, origin: 'undo' }, at);
};

/**
 * R6: all past unresolved appearances of an address, on activities that the caller sees, become the record's; parties
 * that a person settled stay. A preview counts them and changes nothing.
 */
export const resolveEverywhere =
  (needs: RecordNeeds) =>
  (actor: Actor, asked: ResolutionAsked): Promise<ResolutionAnswer> => {
    const { key, address } = readKey(asked.address);
    return transactRecords(needs.store, actor, async (tx) => {
      const record = await getRecord(tx, actor, asked.record);
      const found = await tx.addresses.unresolvedActivities(actor.userId, key);
      const examples = found.slice(0, shownExamples);
      if (asked.mode === 'preview') return { resolutionId: null, activities: found.length, examples };
      const at = needs.clock.now();
      const addressAdded = asked.addAddress && (await addAddress(tx, { actor, record, address, key, at }));
      const resolutionId = needs.ids.next();
      const changed = await tx.addresses.resolveEverywhere(actor.userId, {
        id: resolutionId,
        userId: actor.userId,
        addressKey: key,
        recordId: record.id,
        addressAdded,
        at,
      });
      await tx.journal.append([
        {
          kind: 'address.resolved',
          subjectId: resolutionId,
          at,
          actorId: actor.userId,
          reason: 'everywhere',
          after: { address: key, recordId: record.id, addressAdded, activities: changed },
        },
      ]);
      return { resolutionId, activities: changed.length, examples };
    });
  };

/** Takes back one such resolution, and the address if it came with it; undoing twice is undoing once. */
export const undoResolveEverywhere =
  (needs: RecordNeeds) =>
  (actor: Actor, resolutionId: string): Promise<number> =>
    transactRecords(needs.store, actor, async (tx) => {
      const resolution = await tx.addresses.resolution(resolutionId);
      if (resolution === null || (resolution.userId !== actor.userId && actor.role !== 'administrator'))
        throw new Refusal('not_found', 'There is no such resolution of yours.');
      if (resolution.undoneAt !== null) return 0;
      const at = needs.clock.now();
      const changed = await tx.addresses.undoResolution(resolutionId, at);
      const record = await tx.records.findById(actor.userId, resolution.recordId);
      const key = resolution.addressKey;
      if (resolution.addressAdded && record !== null)
        await takeAddressBack(tx, { actor, record, address: key, key, at });
      await tx.journal.append([
        {
          kind: 'address.resolved',
          subjectId: resolutionId,
          at,
          actorId: actor.userId,
          reason: 'undone',
          before: { address: key, recordId: resolution.recordId, activities: changed },
        },
      ]);
      return changed.length;
    });
