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

/** The record and what it points to, one step far and only as far as the reader may read. */
const mergeRecord = async (read: StoreRead, readerId: string, record: StoredRecord): Promise<MergeRecord> => {
  const references = referencesOf(record);
  const found = await read.records.findMany(
    readerId,
    references.map(([, { id }]) => id),
  );
  const links = references.flatMap(([name, ref]) => {
    const linked = found.find(({ id, type }) => id === ref.id && type === ref.type);
    return linked === undefined ? [] : [[name, { texts: textsOf(linked), links: nobody }] as const];
  });
  return { texts: textsOf(record), links: Object.fromEntries(links) };
};

/** Whom a template is filled for. */
export interface MergeSubjects {
  readonly recipient: RecordRef | null;
  readonly regarding: RecordRef | null;
}

/** What a template may speak of when this person writes to that one. Refuses `record_not_found`. */
export const mergeFacts = async (read: StoreRead, actor: Actor, subjects: MergeSubjects): Promise<MergeFacts> => {
  const asked = async (ref: RecordRef | null): Promise<MergeRecord | null> =>
    ref === null ? null : mergeRecord(read, actor.userId, await getRecord(read, actor, ref));
  return {
    recipient: await asked(subjects.recipient),
    regarding: await asked(subjects.regarding),
    sender: await asked({ type: 'user', id: actor.userId }),
    organization: { texts: { name: await read.organization.name() }, links: nobody },
  };
};
