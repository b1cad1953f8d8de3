import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressKey } from '#shared/model/address.ts';
import type { RecordInput } from '#shared/model/record.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../domain/actor.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { DeclaredRecordType } from '../ports/record-store.ts';
import type { StoredUser } from '../ports/user-store.ts';
import { addOrganization } from '../usecases/organizations/add-organization.ts';
import { promoteMessage, type PromoteNeeds } from '../usecases/promote-message.ts';
import { declareRecordType } from '../usecases/records/record-types.ts';
import { upsertRecord } from '../usecases/records/upsert-record.ts';
import { createTemplate } from '../usecases/templates/write-template.ts';
import { addUser } from '../usecases/users/add-user.ts';
import { altaRecords } from './alta-air.ts';
import { altaPeople, type DemonstrationPerson, northbrookPeople } from './demonstration-accounts.ts';
import { northbrookTemplates, type ToldTemplate } from './northbrook-templates.ts';
import { northbrookRecords, northbrookTrackings, projectType } from './northbrook.ts';
import type { ToldRecord, ToldTracking } from './told-record.ts';

export type SeedNeeds = PromoteNeeds & { readonly hasher: PasswordHasher };

/** An organization while it is being told: who acts in it, and what its keys stand for. */
interface Telling {
  readonly people: ReadonlyMap<string, Actor>;
  readonly records: Map<string, RecordRef>;
}

const known = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined) throw new Error(`the demonstration tells of ${name} before it is there`);
  return value;
};

const findUser = (needs: SeedNeeds, organizationId: string, email: string): Promise<StoredUser | null> =>
  needs.store.read(organizationId, async (read) => {
    const key = addressKey(email);
    const owner = key === null ? null : await read.users.withAddress(key);
    return owner === null ? null : read.users.find(owner.id);
  });

const tellOrganization = async (
  needs: SeedNeeds,
  name: string,
  people: readonly DemonstrationPerson[],
): Promise<Telling> => {
  const standing = await needs.store.system.organizations.find(name);
  const { id: organizationId } = standing ?? (await addOrganization(needs)(name, { demonstration: true }));
  const actors = new Map<string, Actor>();
  for (const { says: _says, ...person } of people) {
    const user =
      (await findUser(needs, organizationId, person.email)) ??
      (await addUser(needs)({ ...person, organizationId, actorId: null })).user;
    const { id: userId, loginId } = user;
    actors.set(person.email, { organizationId, userId, name: person.name, role: person.role, loginId, deviceId: null });
  }
  return { people: actors, records: new Map() };
};

const administratorOf = ({ people }: Telling): Actor =>
  known(
    [...people.values()].find(({ role }) => role === 'administrator'),
    'an administrator',
  );

const inputOf = ({ people, records }: Telling, told: ToldRecord): RecordInput => {
  const { key, name, addresses, fields, links, owner, members, access, active } = told;
  const userOf = (email: string) => known(people.get(email), email).userId;
  const pointed = Object.entries(links ?? {}).map(([field, to]) => [field, known(records.get(to), to)] as const);
  return {
    externalId: key,
    name,
    addresses: addresses === undefined ? undefined : [...addresses],
    fields: { ...fields, ...Object.fromEntries(pointed) },
    owner: { type: 'user', id: userOf(owner) },
    members: members?.map(userOf),
    access,
    active,
  };
};

/** Each by its owner, or by the administrator where only they may. */
const tellRecords = async (needs: SeedNeeds, telling: Telling, told: readonly ToldRecord[]): Promise<void> => {
  for (const record of told) {
    const actor =
      record.type === 'team' ? administratorOf(telling) : known(telling.people.get(record.owner), record.owner);
    const input = inputOf(telling, record);
    const written = await upsertRecord(needs)(actor, record.type, { input, expected: 'anyVersion' });
    telling.records.set(record.key, { type: record.type, id: written.record.id });
  }
};

const tellTracking = async (
  needs: SeedNeeds,
  { people, records }: Telling,
  told: ToldTracking,
  mailDirectory: string,
): Promise<void> => {
  const regarding = told.regarding.map(([type, key]) => ({ type, id: known(records.get(key), key).id }));
  await promoteMessage(needs)(known(people.get(told.by), told.by), {
    source: { kind: 'original', bytes: await readFile(join(mailDirectory, `${told.file}.eml`)) },
    regarding: regarding.length === 0 ? { kind: 'inherit' } : { kind: 'chosen', records: regarding },
    visibility: 'organization',
    withoutAttachments: [],
    quotedText: 'keep',
    onBehalfOf: null,
    idempotency: null,
  });
};

const names = { northbrook: 'Northbrook Pumps', alta: 'Alta Air' } as const;

const declareOnce = async (needs: SeedNeeds, telling: Telling, type: DeclaredRecordType): Promise<void> => {
  const actor = administratorOf(telling);
  const declared = await needs.store.read(actor.organizationId, (read) => read.records.declaredTypes());
  if (!declared.some(({ name }) => name === type.name)) await declareRecordType(needs)(actor, type);
};

/** What stands under its name was told before. */
const tellTemplates = async (needs: SeedNeeds, telling: Telling, told: readonly ToldTemplate[]): Promise<void> => {
  const actor = administratorOf(telling);
  const page = { limit: told.length, after: null };
  const standing = await needs.store.read(actor.organizationId, (read) =>
    read.templates.list(actor.userId, { words: [] }, page),
  );
  for (const template of told)
    if (!standing.some(({ name }) => name === template.name)) await createTemplate(needs)(actor, template);
};

const tellAll = async (needs: SeedNeeds, mailDirectory: string): Promise<void> => {
  const northbrook = await tellOrganization(needs, names.northbrook, northbrookPeople);
  await declareOnce(needs, northbrook, projectType);
  await tellRecords(needs, northbrook, northbrookRecords);
  for (const told of northbrookTrackings) await tellTracking(needs, northbrook, told, mailDirectory);
  await tellTemplates(needs, northbrook, northbrookTemplates);
  const alta = await tellOrganization(needs, names.alta, altaPeople);
  await tellRecords(needs, alta, altaRecords);
};

/** Kept in the installation while the world is told; what stands there tells a later start how far this one came. */
const mark = 'demonstration';

/**
 * Tells the demonstration world through the use cases that people use: two organizations, their people and records, and
 * some of the mail in `mailDirectory` already tracked. Does nothing where one of the organizations exists, unless a
 * telling of ours began there and was stopped: each step finds what stands, so that it is told to its end.
 */
export const seedDemonstration = async (needs: SeedNeeds, mailDirectory: string): Promise<void> => {
  const { system } = needs.store;
  const reached = await system.findInstallationValue(mark);
  if (reached === 'told') return;
  if (reached === null)
    for (const name of Object.values(names)) if ((await system.organizations.find(name)) !== null) return;
  await system.setInstallationValue(mark, 'begun');
  await tellAll(needs, mailDirectory);
  await system.setInstallationValue(mark, 'told');
};
