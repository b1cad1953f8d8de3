import type { RecordTypeDefinition } from '#shared/model/record.ts';
import type { Actor } from '../../domain/actor.ts';
import { builtInTypes } from '../../domain/records/record-types.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeclaredRecordType } from '../../ports/record-store.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

const presentDeclared = (type: DeclaredRecordType): RecordTypeDefinition => ({
  ...type,
  fields: [...type.fields],
  emailEnabled: true,
  builtIn: false,
});

/** Built-in types first, then the declared ones by name. */
export const listRecordTypes = async (read: StoreRead): Promise<RecordTypeDefinition[]> => [
  ...builtInTypes,
  ...(await read.records.declaredTypes()).map(presentDeclared),
];

/** Refuses `record_type_not_found`, naming the types there are. */
export const findRecordType = async (read: StoreRead, name: string): Promise<RecordTypeDefinition> => {
  const builtIn = builtInTypes.find((type) => type.name === name);
  if (builtIn !== undefined) return builtIn;
  const types = await listRecordTypes(read);
  const found = types.find((type) => type.name === name);
  if (found !== undefined) return found;
  throw new Refusal(
    'record_type_not_found',
    `There is no record type of this name; there are ${types.map((type) => type.name).join(', ')}.`,
  );
};

const refuse = (field: string, message: string): never => {
  throw new Refusal('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] });
};

const checkDeclaration = (type: DeclaredRecordType, known: readonly RecordTypeDefinition[]): void => {
  const names = new Set<string>();
  type.fields.forEach((field, index) => {
    const place = `fields[${index}]`;
    if (names.has(field.name)) refuse(`${place}.name`, `the name ${field.name} is used twice`);
    names.add(field.name);
    if (field.to === undefined) return;
    if (field.kind !== 'reference') refuse(`${place}.to`, 'only a field of kind reference points to types');
    const missing = field.to.find((to) => to !== type.name && !known.some(({ name }) => name === to));
    if (missing !== undefined) refuse(`${place}.to`, `there is no record type ${missing}; declare it first`);
  });
};

/** A field that stays keeps its kind: stored values were checked against it. */
const checkKinds = (type: DeclaredRecordType, before: RecordTypeDefinition | undefined): void => {
  for (const [index, field] of type.fields.entries()) {
    const was = before?.fields.find(({ name }) => name === field.name);
    if (was !== undefined && was.kind !== field.kind)
      throw new Refusal(
        'conflict',
        `fields[${index}].kind: ${field.name} is of kind ${was.kind} and records may hold such values; add a field of another name.`,
      );
  }
};

/** Declares a type, or changes one that was declared before; the built-in ones stay as they are. */
export const declareRecordType =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, type: DeclaredRecordType): Promise<RecordTypeDefinition> =>
    store.transact(actor.organizationId, async (tx) => {
      const known = await listRecordTypes(tx);
      const before = known.find(({ name }) => name === type.name);
      if (before?.builtIn === true)
        throw new Refusal('conflict', `${type.name} comes with the product and cannot be changed; take another name.`);
      checkDeclaration(type, known);
      checkKinds(type, before);
      await tx.records.declareType(type);
      await tx.journal.append([
        {
          kind: 'recordType.declared',
          subjectId: type.name,
          at: clock.now(),
          actorId: actor.userId,
          reason: before === undefined ? 'declared' : 'changed',
          ...(before === undefined ? {} : { before }),
          after: type,
        },
      ]);
      return presentDeclared(type);
    });
