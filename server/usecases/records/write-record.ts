import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import type { Ids } from '../../ports/ids.ts';
import type { EventFacts } from '../../ports/journal.ts';
import type { RecordToStore, StoredRecord } from '../../ports/record-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { UsedMeanwhile } from '../outbound/once.ts';
import { prepareRecord, type RecordWrite } from './prepare-record.ts';

export interface RecordNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a writer of the record expects to find: `anyVersion`, or one of these (If-Match, RFC 9110 section 13.1.1). */
export type ExpectedVersion = 'anyVersion' | readonly number[];

export interface WrittenRecord {
  readonly id: string;
  readonly how: 'created' | 'changed' | 'unchanged';
}

/** Another transaction wrote the same record; run the whole again and see what it left. */
export class WrittenMeanwhile extends Error {
  override readonly name = 'WrittenMeanwhile';
}

const attempts = 5;

/** Runs `work` in a transaction, again when another one wrote the same record, or used the same key, first. */
export const transactRecords = async <T>(
  store: Store,
  actor: Actor,
  work: (tx: StoreWrite) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await store.transact(actor.organizationId, work);
    } catch (error) {
      if (!(error instanceof WrittenMeanwhile || error instanceof UsedMeanwhile)) throw error;
    }
  }
  throw new TemporaryFailure('the record is written by many at once', { code: 'record_contended' });
};

const told = (record: RecordToStore | StoredRecord) => ({
  name: record.name,
  addresses: record.addresses.map(({ address, primary }) => (primary ? `${address} (primary)` : address)),
  ownerId: 'ownerId' in record ? record.ownerId : (record.owner?.id ?? null),
  access: record.access,
  active: record.active,
  externalId: record.externalId,
  fields: record.fields,
  ...(record.members === undefined
    ? {}
    : { members: record.members.map((member) => (typeof member === 'string' ? member : member.id)).sort() }),
});

type Told = Partial<ReturnType<typeof told>>;

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Only what differs, before and after. */
const differences = (before: StoredRecord, after: RecordToStore): { before: Told; after: Told } | null => {
  const is = told(after);
  const was = told(before);
  const changed = (Object.keys(is) as (keyof Told)[]).filter((key) => sorted(is[key]) !== sorted(was[key]));
  if (changed.length === 0) return null;
  const pick = (from: Told): Told => Object.fromEntries(changed.map((key) => [key, from[key]]));
  return { before: pick(was), after: pick(is) };
};

const changedNames = (before: StoredRecord | null, after: RecordToStore): string[] => {
  const was: Readonly<Record<string, unknown>> = before?.fields ?? {};
  const is: Readonly<Record<string, unknown>> = after.fields;
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const own = before === null || before.name !== after.name ? ['name'] : [];
  return [...own, ...fields.filter((name) => sorted(was[name]) !== sorted(is[name]))];
};

const factsOf = ({ standing, origin }: RecordWrite, record: RecordToStore): EventFacts => ({
  recordType: record.type,
  changed: changedNames(standing, record),
  ...(origin === undefined ? {} : { origin }),
});

/** Throws `precondition_failed` when the record is not what its writer saw. */
export const checkVersion = (standing: { readonly version: number }, expected: ExpectedVersion): void => {
  if (expected === 'anyVersion' || expected.includes(standing.version)) return;
  throw new Refusal(
    'precondition_failed',
    `If-Match: it has changed since and is at version ${standing.version}. Read it again and repeat the change.`,
  );
};

/** Adds the record with its journal entry; the external id must be free. */
export const addRecord = async (
  { ids }: Pick<RecordNeeds, 'ids'>,
  tx: StoreWrite,
  write: RecordWrite,
  at: Instant,
): Promise<WrittenRecord> => {
  const record = await prepareRecord(tx, { ...write, standing: null }, ids.next());
  if (!(await tx.records.add(record, at))) throw new WrittenMeanwhile();
  await tx.journal.append([
    {
      kind: 'record.created',
      subjectId: record.id,
      at,
      actorId: write.actor.userId,
      reason: record.type,
      after: told(record),
      facts: factsOf({ ...write, standing: null }, record),
    },
  ]);
  return { id: record.id, how: 'created' };
};

/** Saves what the input changes, with its journal entry; nothing is written when it changes nothing. */
export const saveRecord = async (
  tx: StoreWrite,
  write: RecordWrite & { readonly standing: StoredRecord },
  at: Instant,
): Promise<WrittenRecord> => {
  const { standing } = write;
  const record = await prepareRecord(tx, write, standing.id);
  const difference = differences(standing, record);
  if (difference === null) return { id: record.id, how: 'unchanged' };
  if (!(await tx.records.save(record, standing.version, at))) throw new WrittenMeanwhile();
  await tx.journal.append([
    {
      kind: 'record.changed',
      subjectId: record.id,
      at,
      actorId: write.actor.userId,
      reason: record.type,
      ...difference,
      facts: factsOf(write, record),
    },
  ]);
  return { id: record.id, how: 'changed' };
};
