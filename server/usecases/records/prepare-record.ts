import type { EventOrigin } from '#shared/contracts/workflows.ts';
import { type FieldValue, type RecordInput, recordLimits, type RecordTypeDefinition } from '#shared/model/record.ts';
import { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { checkFields, type FieldIssue } from '../../domain/records/check-fields.ts';
import { addressesInFields, arrangeAddresses, readAddresses } from '../../domain/records/read-addresses.ts';
import { isPersonType } from '../../domain/records/record-types.ts';
import type { RecordToStore, StoredAddress, StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { checkAccessRights, checkTypeRights } from './check-rights.ts';

/** One record about to be written by one person; `standing` is what it is now. */
export interface RecordWrite {
  readonly actor: Actor;
  readonly type: RecordTypeDefinition;
  readonly input: RecordInput;
  readonly standing: StoredRecord | null;
  /** Absent: by hand. */
  readonly origin?: EventOrigin;
}

type Fields = Readonly<Record<string, FieldValue>>;
type ErrorCode = 'invalid_request' | 'invalid_address' | 'record_not_found';

const refuseAny = (code: ErrorCode, issues: readonly FieldIssue[]): void => {
  const [first] = issues;
  if (first !== undefined) throw new Refusal(code, `${first.field}: ${first.message}`, { issues });
};

const mergedFields = ({ type, input, standing }: RecordWrite): Fields => {
  const { fields, issues } = checkFields(type, input.fields ?? {});
  refuseAny('invalid_request', issues);
  const merged = { ...standing?.fields, ...fields };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
};

const addressesOf = ({ type, input, standing }: RecordWrite, fields: Fields): StoredAddress[] => {
  const read = readAddresses(input.addresses ?? []);
  refuseAny('invalid_address', read.issues);
  if (!type.emailEnabled && read.addresses.length > 0)
    refuseAny('invalid_request', [
      { field: 'addresses', message: `the type ${type.name} has no addresses; give them to its contact or account` },
    ]);
  const withdrawn = addressesInFields(type, standing?.fields ?? {}).map(({ addressKey }) => addressKey);
  const own =
    input.addresses === undefined
      ? (standing?.addresses ?? []).filter(({ addressKey }) => !withdrawn.includes(addressKey))
      : read.addresses;
  return arrangeAddresses([...own, ...addressesInFields(type, fields)]);
};

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();

const nameInFields = (type: RecordTypeDefinition, { firstName, lastName }: Fields): string =>
  isPersonType(type) ? oneLine([firstName, lastName].filter((part) => typeof part === 'string').join(' ')) : '';

const longestName = recordLimits.nameLength;

/** First and last name, for as long as nobody wrote another name. */
const followedName = ({ type, standing }: RecordWrite, fields: Fields): string => {
  const follows = standing === null || standing.name === nameInFields(type, standing.fields);
  return follows ? nameInFields(type, fields).slice(0, longestName) : '';
};

const nameOf = (write: RecordWrite, fields: Fields): string => {
  const { type, input, standing } = write;
  const written = input.name === undefined ? null : oneLine(input.name);
  const kept = written === null ? (standing?.name ?? '') : '';
  const name = written || followedName(write, fields) || kept;
  if (name === '')
    refuseAny('invalid_request', [
      { field: 'name', message: isPersonType(type) ? 'give a name, or firstName and lastName' : 'give a name' },
    ]);
  return name;
};

const pointedTo = ({ standing }: RecordWrite, fields: Fields): [string, RecordRef][] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const ref = RecordRef.safeParse(value);
    const before = standing?.fields[name];
    const stays = JSON.stringify(before) === JSON.stringify(value);
    return ref.success && !stays ? [[`fields.${name}`, ref.data] as [string, RecordRef]] : [];
  });

/** R9: a record that the writer may not read cannot be pointed to, as if it did not exist. */
const checkReferences = async (read: StoreRead, write: RecordWrite, fields: Fields): Promise<void> => {
  const { input, actor } = write;
  const pointers = pointedTo(write, fields);
  if (input.owner !== undefined && input.owner !== null) {
    if (input.owner.type !== 'user')
      refuseAny('invalid_request', [{ field: 'owner', message: 'the owner is a user: { "type": "user", "id" }' }]);
    pointers.push(['owner', input.owner]);
  }
  pointers.push(
    ...(input.members ?? []).map((id, at): [string, RecordRef] => [`members[${at}]`, { type: 'user', id }]),
  );
  if (pointers.length === 0) return;
  const found = await read.records.names(
    actor.userId,
    pointers.map(([, ref]) => ref),
  );
  const missing = pointers.filter(([, ref]) => !found.some(({ type, id }) => type === ref.type && id === ref.id));
  refuseAny(
    'record_not_found',
    missing.map(([field, ref]) => ({
      field,
      message: `there is no ${ref.type} with the id ${ref.id} that you may read`,
    })),
  );
};

const ownerOf = ({ actor, input, standing }: RecordWrite): string | null => {
  if (input.owner !== undefined) return input.owner?.id ?? null;
  return standing === null ? actor.userId : (standing.owner?.id ?? null);
};

/** Owner, readers and state: as written, as they are, or what a new record starts with. */
const standingOf = (write: RecordWrite): Pick<RecordToStore, 'ownerId' | 'access' | 'active' | 'externalId'> => {
  const { input, standing } = write;
  const is = standing ?? { access: 'organization', active: true, externalId: null };
  return {
    ownerId: ownerOf(write),
    access: input.access ?? is.access,
    active: input.active ?? is.active,
    externalId: input.externalId ?? is.externalId,
  };
};

const checkInput = ({ actor, type, input, standing }: RecordWrite): void => {
  checkTypeRights(actor, type.name);
  checkAccessRights(actor, input, standing);
  if (input.members !== undefined && type.name !== 'team')
    refuseAny('invalid_request', [{ field: 'members', message: 'only a team has members' }]);
};

/**
 * Checks what a person wrote and gives the whole record to store; what the input leaves out stays as it is.
 * Refuses with every issue of one kind, each naming field and remedy.
 */
export const prepareRecord = async (read: StoreRead, write: RecordWrite, id: string): Promise<RecordToStore> => {
  checkInput(write);
  const fields = mergedFields(write);
  const addresses = addressesOf(write, fields);
  const name = nameOf(write, fields);
  const own = standingOf(write);
  if (own.ownerId === null && own.access !== 'organization')
    refuseAny('invalid_request', [
      { field: 'access', message: 'a record without an owner is readable by the whole organization; name an owner' },
    ]);
  await checkReferences(read, write, fields);
  return { id, type: write.type.name, name, addresses, ...own, fields, members: write.input.members };
};
