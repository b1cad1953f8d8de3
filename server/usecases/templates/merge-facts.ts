import { RecordRef } from '#shared/model/record-ref.ts';
import type { FieldValue } from '#shared/model/record.ts';
import type { Actor } from '../../domain/actor.ts';
import type { MergeFacts, MergeRecord } from '../../domain/templates/merge.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { getRecord } from '../records/change-record.ts';

const nobody: MergeRecord['links'] = {};

const asText = (value: FieldValue): string => (value === null || typeof value === 'object' ? '' : String(value));

const textsOf = (record: StoredRecord): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(record.fields).map(([name, value]) => [name, asText(value)])),
  name: record.name,
  address: record.addresses.find(({ primary }) => primary)?.address ?? '',
});

const referencesOf = (record: StoredRecord): (readonly [string, RecordRef])[] => [
  ...Object.entries(record.fields).flatMap(([name, value]) => {
    const ref = RecordRef.safeParse(value);
    return ref.success ? [[name, ref.data] as const] : [];
  }),
  ...(record.owner === null ? [] : [['owner', record.owner] as const]),
];

/** The records by id with what they point to, one step far and only as far as the reader may read; two statements. */
export const mergeRecords = async (
  read: StoreRead,
  readerId: string,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, MergeRecord>> => {
  const references = new Map(records.map((record) => [record.id, referencesOf(record)]));
  const ids = [...new Set([...references.values()].flat().map(([, { id }]) => id))];
  const linked = new Map((await read.records.findMany(readerId, ids)).map((record) => [record.id, record]));
  const linksOf = (record: StoredRecord): MergeRecord['links'] =>
    Object.fromEntries(
      (references.get(record.id) ?? []).flatMap(([name, ref]) => {
        const target = linked.get(ref.id);
        return target?.type === ref.type ? [[name, { texts: textsOf(target), links: nobody }] as const] : [];
      }),
    );
  return new Map(records.map((record) => [record.id, { texts: textsOf(record), links: linksOf(record) }]));
};

const mergeOne = async (read: StoreRead, readerId: string, record: StoredRecord): Promise<MergeRecord | null> =>
  (await mergeRecords(read, readerId, [record])).get(record.id) ?? null;

/** Whom a template is filled for. */
export interface MergeSubjects {
  readonly recipient: RecordRef | null;
  readonly regarding: RecordRef | null;
}

/** What a template may speak of when this person writes to that one. Refuses `record_not_found`. */
export const mergeFacts = async (read: StoreRead, actor: Actor, subjects: MergeSubjects): Promise<MergeFacts> => {
  const asked = async (ref: RecordRef | null): Promise<MergeRecord | null> =>
    ref === null ? null : mergeOne(read, actor.userId, await getRecord(read, actor, ref));
  return {
    recipient: await asked(subjects.recipient),
    regarding: await asked(subjects.regarding),
    sender: await asked({ type: 'user', id: actor.userId }),
    organization: { texts: { name: await read.organization.name() }, links: nobody },
  };
};
