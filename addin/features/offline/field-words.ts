import type { RecordTypeDefinition } from '#shared/model/record.ts';
import { fieldKey, valueOf } from '#shared/offline/record-values.ts';
import type { WaitingChange } from '#shared/offline/waiting-change.ts';
import type { SyncFields, SyncValue } from '#shared/sync/item.ts';
import { useStrings } from '../../strings/strings.ts';
import { type Topics, useTopic } from '../../strings/topics.ts';

type Words = Topics['offlineRecords'];

/** The name of a type in the person's language; that of a declared type as it was declared. */
export const useTypeName = (): ((type: Pick<RecordTypeDefinition, 'name' | 'label'>) => string) => {
  const known = useStrings().regarding.types as Readonly<Record<string, string>>;
  return ({ name, label }) => known[name] ?? label;
};

/** The name of a value (`name`, `fields.phone`) in the person's language. */
export const useFieldName = (): ((type: RecordTypeDefinition | undefined, field: string) => string) => {
  const { fields } = useTopic('offlineRecords');
  return (type, field) => {
    const name = field.replace('fields.', '');
    const declared = type?.fields.find((one) => one.name === name)?.label;
    const isOwn = name === field || type?.builtIn === true;
    return (isOwn ? fields[name] : undefined) ?? declared ?? name;
  };
};

export const sayValue = (value: SyncValue, words: Words): string => {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? words.conflict.empty : text;
};

const firstName = fieldKey('firstName');
const lastName = fieldKey('lastName');

/** Persons are named by first and last name. */
export const isPerson = ({ fields }: RecordTypeDefinition): boolean =>
  ['firstName', 'lastName'].every((name) => fields.some((field) => field.name === name));

/** What the record is called with what was changed here. */
export const nameOf = (values: SyncFields, change: WaitingChange | null): string => {
  const isRenamed = change !== null && (firstName in change.values || lastName in change.values);
  const person = [valueOf(values, firstName), valueOf(values, lastName)].filter(Boolean).join(' ');
  const name = String(valueOf(values, 'name') ?? '');
  return (isRenamed && person !== '') || name === '' ? person : name;
};
