import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { answersRememberedMs } from '../../server/usecases/purge-expired.ts';
import { eml } from '../support/eml.ts';
import { freshDatabase } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const tables = ['access_token', 'sign_in_code', 'invitation', 'sign_in_attempt', 'idempotency'] as const;
type Counts = Record<(typeof tables)[number], number>;

interface Place {
  readonly location: StoreLocation;
  /** One number out of the database, asked beside the product. */
  count(statement: string): Promise<number>;
}

const sqlitePlace = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'correspond-purge-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'purge.sqlite');
  return {
    location: { engine: 'sqlite', path, contentDirectory: null },
    count: (statement) => {
      const database = new BetterSqlite3(path, { readonly: true });
      const count = database.prepare(statement).pluck().get() as number;
      database.close();
      return Promise.resolve(count);
    },
  };
};

const url = await freshDatabase();
const postgresPlace = (): Promise<Place> =>
  Promise.resolve({
    location: { engine: 'postgres', url },
    count: async (statement) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ count: string }>(statement);
      await client.end();
      return Number(rows[0]?.count);
    },
  });

const counts = async (place: Place): Promise<Counts> => {
  const found: Partial<Counts> = {};
  for (const table of tables) found[table] = await place.count(`select count(*) as count from ${table}`);
  return found as Counts;
};

const at = (world: World, ms: number) => (world.clock.now() + ms) as Instant;

/** A day's worth of a token, a code, two links (one used), a failed sign-in; and a mail tracked under a key. */
const fill = async ({ world, loginId }: { readonly world: World; readonly loginId: string }): Promise<void> => {
  const { access, sessions, invitations, attempts } = world.store.system;
  const expiresAt = at(world, dayMs);
  const token = { loginId, deviceId: null, organizationId: null, expiresAt };
  await access.add({ ...token, tokenHash: 'token' });
  await sessions.addCode({ codeHash: 'code', loginId, challenge: 'c', expiresAt });
  await invitations.add({ tokenHash: 'unused', loginId, expiresAt });
  await invitations.add({ tokenHash: 'used', loginId, expiresAt });
  await invitations.take('used', world.clock.now());
  await attempts.take('somebody', world.clock.now());
  const answer = await track(world, '');
  expect(answer.status).toBe(201);
};

const track = (world: World, query: string): Promise<Response> =>
  world.ben.fetch(`/promotions${query}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822', 'idempotency-key': 'one' },
    body: eml({ from: 'eva@customer.example', to: 'ben@contoso.test', subject: 'Pump' }),
  });

describe.each([
  ['sqlite', sqlitePlace],
  ['postgres', postgresPlace],
])('%s', (_engine, placeOf) => {
  test('what is over is removed once an hour, at its moment and not before; a key is remembered for seven days', async () => {
    const place = await placeOf();
    await using world = await createWorld({ store: place.location });
    const login = await world.store.system.logins.find('ben@contoso.test');
    const settle = () => world.app.runner.settle();
    await settle();
    const before = await counts(place);
    await fill({ world, loginId: login?.id ?? '' });
    const full = await counts(place);
    const more = { access_token: 1, sign_in_code: 1, invitation: 2, sign_in_attempt: 1, idempotency: 1 };
    expect(full).toEqual(Object.fromEntries(tables.map((table) => [table, before[table] + more[table]])));

    world.clock.advance(dayMs - 1);
    await settle();
    expect(await counts(place)).toEqual({ ...full, invitation: full.invitation - 1 });
    world.clock.advance(1);
    await settle();
    expect(await counts(place), 'the hour is not over').toEqual({ ...full, invitation: full.invitation - 1 });
    world.clock.advance(hourMs);
    await settle();
    const afterDay = { ...before, sign_in_attempt: full.sign_in_attempt, idempotency: full.idempotency };
    expect(await counts(place)).toEqual(afterDay);

    world.clock.advance(answersRememberedMs - dayMs - hourMs);
    await settle();
    expect(await counts(place)).toEqual({ ...before, idempotency: full.idempotency });
    const again = await track(world, '?visibility=private');
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([422, 'idempotency_key_reused']);
    world.clock.advance(hourMs);
    await settle();
    expect(await counts(place)).toEqual(before);
    expect((await track(world, '?visibility=private')).status).toBe(200);
  });
});
