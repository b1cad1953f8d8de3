import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { answersRememberedMs, purgeExpired } from '../../server/usecases/purge-expired.ts';
import { freshDatabase } from '../support/postgres.ts';
import { contact, define, openWorkflows, runs, settle, taken } from '../support/workflows.ts';

interface Place {
  readonly location: StoreLocation;
  /** Beside the product; gives how many rows it changed. */
  change(statement: string): Promise<number>;
}

const sqlitePlace = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'correspond-once-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'once.sqlite');
  return {
    location: { engine: 'sqlite', path, contentDirectory: null },
    change: (statement) => {
      const database = new BetterSqlite3(path);
      const { changes } = database.prepare(statement).run();
      database.close();
      return Promise.resolve(changes);
    },
  };
};

const postgresPlace = (url: string): Place => ({
  location: { engine: 'postgres', url, connections: 5 },
  change: async (statement) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rowCount } = await client.query(statement);
    await client.end();
    return rowCount ?? 0;
  },
});

const urls = { workflow: await freshDatabase(), campaign: await freshDatabase() };

const open = (place: Place) =>
  openWorkflows(() => Promise.resolve({ store: place.location, publicUrl: () => 'https://crm.contoso.test' }));
type Opened = Awaited<ReturnType<typeof open>>;

/** The server stands still for longer than any `Idempotency-Key` is remembered. */
const sleepLong = async ({ world }: Opened): Promise<void> => {
  world.clock.advance(answersRememberedMs + 1);
  await purgeExpired({ store: world.store, clock: world.clock })();
};

describe.each([
  ['sqlite', () => sqlitePlace(), () => sqlitePlace()],
  ['postgres', () => postgresPlace(urls.workflow), () => postgresPlace(urls.campaign)],
])('%s', (_engine, workflowPlace, campaignPlace) => {
  test('S14: a process that ended before it noted a mail it had handed over finds it, also when every key is forgotten', async () => {
    const place = await workflowPlace();
    await using opened = await open(place);
    const { id } = await define(opened);
    await contact(opened, 'ana@pumps.example');
    await settle(opened);
    const [sent] = await runs(opened, id);
    expect(sent).toMatchObject({ state: 'sent', address: 'ana@pumps.example' });

    expect(await place.change(`update workflow_run set state = 'due', email_id = null, address = null`)).toBe(1);
    await sleepLong(opened);
    expect(await place.change('delete from idempotency'), 'the keys are forgotten').toBe(0);
    await settle(opened);
    expect(taken(opened)).toEqual(['ana@pumps.example']);
    expect(await runs(opened, id)).toEqual([sent]);
  });

  test('S9: a member whose mail was handed over is never written to again, also when every key is forgotten', async () => {
    const place = await campaignPlace();
    await using opened = await open(place);
    const { world } = opened;
    await contact(opened, 'ana@pumps.example');
    const { id: quickCampaignId } = await world.ben.call('createQuickCampaign', {
      body: {
        name: 'Spring service',
        subject: 'Service',
        html: '<p>Dear friends</p>',
        members: { kind: 'query', type: 'contact', q: 'Member' },
      },
    });
    const params = { quickCampaignId };
    await world.ben.call('startQuickCampaign', { params, body: {} });
    world.clock.advance(120_000);
    await settle(opened);
    expect(taken(opened)).toEqual(['ana@pumps.example']);

    expect(
      await place.change(`update campaign_member set state = 'waiting', email_id = null, taken_until = null`),
    ).toBe(1);
    expect(await place.change(`update quick_campaign set state = 'running'`)).toBe(1);
    await sleepLong(opened);
    await settle(opened);
    expect(taken(opened)).toEqual(['ana@pumps.example']);
    const members = await world.ben.call('listCampaignMembers', { params });
    expect(members.items).toMatchObject([{ state: 'written', emailId: expect.any(String) }]);
  });
});
