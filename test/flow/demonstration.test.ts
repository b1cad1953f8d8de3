import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseAddress } from '#shared/model/address.ts';
import { argon2Hasher } from '../../server/adapters/crypto/argon2-hasher.ts';
import { createMessageBuilder } from '../../server/adapters/mime/message-builder.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import { demonstrationAccounts } from '../../server/seed/demonstration-accounts.ts';
import { seedDemonstration } from '../../server/seed/seed-demonstration.ts';
import { promoteMessage } from '../../server/usecases/promote-message.ts';
import { matchAddresses } from '../../server/usecases/addresses/match-addresses.ts';
import type { Actor } from '../../server/domain/actor.ts';
import type { Store } from '../../server/ports/store.ts';
import { createWorld, type World } from '../support/world.ts';

const folder = new URL('../../server/seed/mail/', import.meta.url).pathname;

interface Mailbox {
  user: { address: string };
  folders: { id: string; messages: { id: string; path: string }[] }[];
}
const mailbox = JSON.parse(await readFile(`${folder}mailbox.json`, 'utf8')) as Mailbox;
const files = mailbox.folders.flatMap(({ messages }) => messages.map(({ path }) => path.slice(1)));

const needsOf = ({ app }: World) => ({
  ...app,
  builder: createMessageBuilder(),
  digests: sha256Digests,
  hasher: argon2Hasher,
});

const actorOf = async (world: World, organization: string, email: string): Promise<Actor> => {
  const { id: organizationId } = (await world.store.system.organizations.find(organization))!;
  const [match] = await world.store.read(organizationId, (read) =>
    matchAddresses(
      read,
      { organizationId, userId: '', name: '', role: 'user', loginId: '', deviceId: null },
      { addresses: [email], role: 'sender' },
    ),
  );
  if (match?.resolution.kind !== 'resolved') throw new Error(`no user ${email}`);
  const { id: userId, name } = match.resolution.record;
  return { organizationId, userId, name, role: 'user', loginId: '', deviceId: null };
};

test('the demonstration is told once, with timelines, two candidates for one address and none for another', async () => {
  await using world = await createWorld();
  await seedDemonstration(needsOf(world), folder);
  await seedDemonstration(needsOf(world), folder);
  expect((await world.store.system.organizations.list()).map(({ name }) => name)).toEqual([
    'Alta Air',
    'Contoso Pumps',
    'Fabrikam Air',
    'Northbrook Pumps',
  ]);
  const robin = await actorOf(world, 'Northbrook Pumps', mailbox.user.address);
  const marta = await actorOf(world, 'Alta Air', 'marta.lindqvist@alta-air.example');
  const kindsFor = (actor: Actor) =>
    world.store.read(actor.organizationId, async (read) => {
      const addresses = ['purchasing@orchardfoods.example', 'k.morita@morita-engineering.example'];
      const matches = await matchAddresses(read, actor, { addresses, role: 'sender' });
      return matches.map(({ resolution }) => resolution.kind);
    });
  expect(await kindsFor(robin)).toEqual(['ambiguous', 'unresolved']);
  expect(await kindsFor(marta)).toEqual(['unresolved', 'unresolved']);
  const seen = await world.store.read(robin.organizationId, (read) =>
    read.activities.list(robin.userId, {}, { limit: 50, after: null }),
  );
  expect(seen).toHaveLength(7);
  const reply = seen.find(({ subject }) => subject.startsWith('RE: Station 4'))!;
  expect(reply.regarding).toMatchObject([{ name: 'Station 4: three duty pumps' }]);
  const templates = await world.store.read(robin.organizationId, (read) =>
    read.templates.list(robin.userId, { words: [] }, { limit: 50, after: null }),
  );
  expect(templates.map(({ name }) => name)).toEqual([
    'A case is solved',
    'Dry-run guard: data sheet',
    'Thank you for your request',
    'Why a new seal weeps',
    'Yearly inspection',
  ]);
  const theirs = await world.store.read(marta.organizationId, (read) =>
    read.activities.list(marta.userId, {}, { limit: 50, after: null }),
  );
  expect(theirs).toEqual([]);
});

/** Everything that was told, without what differs from one telling to another. */
const toldIn = async (world: World) => {
  const robin = await actorOf(world, 'Northbrook Pumps', mailbox.user.address);
  const marta = await actorOf(world, 'Alta Air', 'marta.lindqvist@alta-air.example');
  const page = { limit: 200, after: null };
  const of = (actor: Actor) =>
    world.store.read(actor.organizationId, async (read) => ({
      types: (await read.records.declaredTypes()).map(({ name }) => name),
      users: (await read.users.list([], page)).map(({ name, email }) => [name, email]),
      mails: (await read.activities.list(actor.userId, {}, page)).map(({ subject, regarding, promotions }) => [
        subject,
        regarding.map(({ name }) => name),
        promotions.length,
      ]),
    }));
  return [await of(robin), await of(marta)];
};

class Killed extends Error {}

test('a telling that was stopped anywhere is told to its end at the next start, and a whole one is left as it is', async () => {
  await using whole = await createWorld();
  await seedDemonstration(needsOf(whole), folder);
  const told = await toldIn(whole);
  for (const transactions of [1, 2, 5, 20, 35]) {
    await using world = await createWorld();
    let left = transactions;
    const stopping = <T>(work: () => Promise<T>): Promise<T> => {
      left -= 1;
      return left < 0 ? Promise.reject(new Killed()) : work();
    };
    const { store } = world;
    const stopped: Store = {
      ...store,
      transact: (organizationId, work) => stopping(() => store.transact(organizationId, work)),
      system: { ...store.system, transact: (work) => stopping(() => store.system.transact(work)) },
    };
    await expect(seedDemonstration({ ...needsOf(world), store: stopped }, folder)).rejects.toThrow(Killed);
    await seedDemonstration(needsOf(world), folder);
    expect(await toldIn(world)).toEqual(told);
  }
});

test('every mail of the mailbox is a file that is there, and tracks without being held', async () => {
  await using world = await createWorld();
  const all = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  expect(files.toSorted()).toEqual(all.toSorted());
  const actor: Actor = {
    organizationId: world.contoso.id,
    userId: world.ben.id,
    name: 'Ben Carter',
    role: 'user',
    loginId: '',
    deviceId: null,
  };
  for (const file of files) {
    const receipt = await promoteMessage(needsOf(world))(actor, {
      source: { kind: 'original', bytes: await readFile(`${folder}${file}`) },
      regarding: { kind: 'none' },
      visibility: null,
      withoutAttachments: [],
      quotedText: 'keep',
      onBehalfOf: null,
      idempotency: null,
    });
    expect([file, receipt.holdId, receipt.created]).toEqual([file, null, true]);
  }
});

test('every account of the demonstration can be typed: an address and a password of words', () => {
  for (const { email, password } of demonstrationAccounts) {
    expect(parseAddress(email).kind).toBe('address');
    expect(password).toMatch(/^[a-z ]{12,}$/);
  }
});
