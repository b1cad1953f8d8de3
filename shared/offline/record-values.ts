import type { FieldDefinition, RecordInput, WireRecord } from '../model/record.ts';
import type { SyncFields, SyncValue } from '../sync/item.ts';

/** A record as both sides of an offline change see it: its version, and its values by the names the interface has for them. */
export interface Seen {
  readonly version: number;
  readonly values: SyncFields;
}

const fieldPrefix = 'fields.';

/** Whether a value of this field can be compared and written without a connection; who another record is cannot be looked up. */
export const isKnownOffline = ({ kind }: Pick<FieldDefinition, 'kind'>): boolean => kind !== 'reference';

export const fieldKey = (name: string): string => fieldPrefix + name;

const isPlain = (value: WireRecord['fields'][string]): value is string | number | boolean | null =>
  typeof value !== 'object' || value === null;

/** The values of a record: name, active, addresses with the primary one first, and `fields.…`; references are left out. */
export const seenOf = ({ version, name, active, addresses, fields }: WireRecord): Seen => {
  const ordered = [...addresses.filter(({ primary }) => primary), ...addresses.filter(({ primary }) => !primary)];
  const plain = Object.entries(fields).flatMap(([field, value]): [string, SyncValue][] =>
    isPlain(value) ? [[fieldKey(field), value]] : [],
  );
  return {
    version,
    values: { name, active, addresses: ordered.map(({ address }) => address), ...Object.fromEntries(plain) },
  };
};

/** What nobody wrote yet is empty. */
export const valueOf = (values: SyncFields, field: string): SyncValue => {
  const value = values[field] ?? null;
  return value === '' ? null : value;
};

/** The values as a request writes them. */
export const inputOf = (values: SyncFields): RecordInput => {
  const { name, active, addresses, ...rest } = values;
  const fields = Object.entries(rest).flatMap(([field, value]) =>
    field.startsWith(fieldPrefix) && !Array.isArray(value)
      ? [[field.slice(fieldPrefix.length), value as string | number | boolean | null] as const]
      : [],
  );
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof active === 'boolean' ? { active } : {}),
    ...(Array.isArray(addresses)
      ? { addresses: addresses.map((address: string, index) => ({ address, primary: index === 0 })) }
      : {}),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
  };
};
