import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/**
 * The same records with their names. Every one must exist and be readable for the actor; a foreign or unreadable one is
 * as if it did not exist (R9).
 */
export const checkRegarding = async (
  read: StoreRead,
  actor: Actor,
  records: readonly RecordRef[],
): Promise<NamedRecordRef[]> => {
  if (records.length === 0) return [];
  const readable = await read.records.names(actor.userId, records);
  const named = records.map(({ id, type }) => readable.find((record) => record.id === id && record.type === type));
  const missing = records.find((_, index) => named[index] === undefined);
  if (missing === undefined) return named.filter((record) => record !== undefined);
  throw new Refusal(
    'record_not_found',
    `regarding: there is no ${missing.type} with the id ${missing.id} that you may read.`,
    { issues: [{ field: 'regarding', message: `no ${missing.type} with the id ${missing.id}` }] },
  );
};
