import { RecordInput } from '#shared/model/record.ts';
import type { SyncFields } from '#shared/sync/item.ts';
import {
  contactDirections,
  type ContactFacts,
  contactInput,
  contactRevision,
} from '../../domain/synchronization/contact-record.ts';
import type { StoredEvent } from '../../ports/journal.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { findRecordType } from '../records/record-types.ts';
import { addRecord, saveRecord } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import type { CrmItems, CrmWrite } from './crm-items.ts';
import { allContacts, contactFacts, readContacts } from './read-contacts.ts';
import type { SyncTurn } from './sync-needs.ts';

interface Standing {
  readonly record: StoredRecord;
  readonly facts: ContactFacts;
}

const find = async (read: StoreRead, { actor }: SyncTurn, id: string): Promise<Standing | null> => {
  const record = await read.records.find(actor.userId, { type: 'contact', id });
  if (record === null) return null;
  const [facts] = await contactFacts(read, actor.userId, [record]);
  return facts === undefined ? null : { record, facts };
};

const inputOf = (fields: SyncFields, standing: ContactFacts | null): RecordInput => {
  const read = RecordInput.safeParse(contactInput(fields, standing));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal('invalid_request', `${issue?.path.join('.') ?? 'record'}: ${issue?.message ?? 'is not valid'}`);
};

const writeOf = async ({ tx, turn }: CrmWrite, input: RecordInput) => ({
  actor: turn.actor,
  type: await findRecordType(tx, 'contact'),
  input,
  origin: 'synchronization' as const,
});

const changed = (events: readonly StoredEvent[]): readonly string[] | null => {
  const ofRecords = events.filter(({ kind }) => kind.startsWith('record.'));
  // Who may read a record depends on teams, and what it shows on its account.
  if (ofRecords.some(({ facts }) => facts.recordType === 'team' || facts.recordType === 'account')) return null;
  return ofRecords.flatMap(({ subjectId, facts }) =>
    facts.recordType === undefined || facts.recordType === 'contact' ? [subjectId] : [],
  );
};

const entry = ({ needs, turn }: CrmWrite, id: string) => ({
  subjectId: id,
  at: needs.clock.now(),
  actorId: turn.actor.userId,
  reason: 'contact',
  facts: { recordType: 'contact', origin: 'synchronization' } as const,
});

/** Contacts as their records. */
export const contactItems: CrmItems = {
  directions: contactDirections,
  all: allContacts,
  read: readContacts,
  changed,
  revision: async (tx, turn, id) => {
    const standing = await find(tx, turn, id);
    return standing === null ? '' : contactRevision(standing.facts);
  },
  add: async (write, fields) => {
    const given = { ...(await writeOf(write, inputOf(fields, null))), standing: null };
    const { id } = await addRecord(write.needs, write.tx, given, write.needs.clock.now());
    return { id, stood: false };
  },
  change: async (write, id, fields) => {
    const standing = await find(write.tx, write.turn, id);
    if (standing === null) throw new Refusal('record_not_found', 'The contact is not there any more.');
    const given = await writeOf(write, inputOf(fields, standing.facts));
    await saveRecord(write.tx, { ...given, standing: standing.record }, write.needs.clock.now());
  },
  remove: async (write, id) => {
    const standing = await find(write.tx, write.turn, id);
    if (standing === null) return;
    const told = entry(write, id);
    await write.tx.records.markDeleted(id, told.at);
    await write.tx.journal.append([{ ...told, kind: 'record.deleted', before: { name: standing.record.name } }]);
  },
  restore: async (write, id) => {
    const record = await write.tx.records.findAny(write.turn.actor.userId, { type: 'contact', id });
    if (record === null) return 'absent';
    if (record.deletedAt === null) return 'standing';
    await write.tx.records.markDeleted(id, null);
    await write.tx.journal.append([{ ...entry(write, id), kind: 'record.restored' }]);
    return 'restored';
  },
};
