import type { RecordHit } from '#shared/contracts/records.ts';
import { RecordRef } from '#shared/model/record-ref.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';

const accountRef = ({ fields }: StoredRecord): RecordRef | null => {
  const ref = RecordRef.safeParse(fields['account']);
  return ref.success ? ref.data : null;
};

const written = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);

/** Records as a picker shows them: with what tells two of the same name apart. Account names take one statement. */
export const recordHits = async (
  read: StoreRead,
  readerId: string,
  records: readonly StoredRecord[],
): Promise<RecordHit[]> => {
  const accounts = records.map(accountRef).filter((ref) => ref !== null);
  const names = accounts.length === 0 ? [] : await read.records.names(readerId, accounts);
  return records.map((record) => {
    const account = names.find(({ id }) => id === accountRef(record)?.id)?.name;
    const address = (record.addresses.find(({ primary }) => primary) ?? record.addresses[0])?.address;
    const { company, status } = record.fields;
    return {
      type: record.type,
      id: record.id,
      name: record.name,
      detail: [...written(account), ...written(company), ...written(address), ...written(status)].join(' · '),
      active: record.active,
    };
  });
};
