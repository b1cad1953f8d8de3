import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { drainOutbox } from '../bench/support/drain-outbox.ts';
import { openBare } from '../bench/support/engines.ts';
import { copyQueued, queueOne, waitingMail } from '../bench/support/queued-mail.ts';
import { freshDatabase } from '../support/postgres.ts';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const many = 10_000;
/** What a process has in hand and on its way at one time, and what begins while it looks for more. */
const oneRound = 100 + 60 + 60;
const within = { timeout: 50_000, interval: 5 };
const releaseMs = 120_000;

const engines: readonly {
  readonly engine: string;
  readonly newStore: () => Promise<StoreLocation & AsyncDisposable>;
}[] = [
  {
    engine: 'sqlite',
    newStore: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'correspond-fairness-'));
      const remove = () => rm(folder, { recursive: true, force: true });
      const path = join(folder, 'crm.sqlite');
      return { engine: 'sqlite', path, contentDirectory: null, [Symbol.asyncDispose]: remove };
    },
  },
  {
    engine: 'postgres',
    newStore: async () => {
      const url = await freshDatabase();
      return { engine: 'postgres', url, connections: 5, [Symbol.asyncDispose]: () => Promise.resolve() };
    },
  },
];

/** The product and the mail server it sends through; the run ends once the mail of this recipient comes. */
const open = async (newStore: (typeof engines)[number]['newStore'], lastRecipient: string) => {
  const store = await newStore();
  const enough = new AbortController();
  const server = await startScriptedSmtp({
    answer: (verb, line) => {
      // What is on its way by then is sent to its end.
      if (verb === 'RCPT' && line.includes(lastRecipient)) enough.abort();
      return undefined;
    },
  });
  const smtp = { host: '127.0.0.1', port: server.port, tls: 'none', credentials: null } as const;
  const world = await createWorld({ store, smtp, publicUrl: () => 'https://crm.contoso.test' });
  const close = async () => {
    await world.close();
    await server.stop();
    await store[Symbol.asyncDispose]();
  };
  return { world, server, store, enough, [Symbol.asyncDispose]: close };
};
type Opened = Awaited<ReturnType<typeof open>>;

const send = async (who: Caller, to: string): Promise<void> => {
  const { id } = await who.call('createEmail', { body: { to: [to], subject: 'One', text: 'Hello' } });
  await who.call('sendEmail', { params: { emailId: id } });
};

/** So many mails like this one wait, each with bytes of its own. */
const multiply = async ({ store }: Opened, emailId: string, count: number): Promise<void> => {
  const bare = await openBare(store);
  await copyQueued(bare, store.engine, await waitingMail(bare, emailId), count);
  await bare.gatherStatistics();
  await bare.close();
};

const states = async ({ store }: Opened): Promise<Record<string, number>> => {
  const bare = await openBare(store);
  const rows = await bare.rows('select state, count(*) as mails from outbound_recipient group by state', []);
  await bare.close();
  return Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['mails'])]));
};

const placeOf = ({ server }: Opened, address: string): number => server.mails.findIndex(({ to }) => to[0] === address);
const members = ({ server }: Opened) => server.mails.filter(({ to }) => to[0]?.startsWith('member')).length;

/** A campaign of Ben's with this many mails that wait to leave. */
const fillCampaign = async (opened: Opened, count: number): Promise<void> => {
  const { world } = opened;
  await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 1 } });
  for (const n of [1, 2])
    await world.ben.call('createRecord', {
      params: { type: 'contact' },
      body: { fields: { firstName: `${n}`, lastName: 'Member' }, addresses: [`member${n}@pumps.example`] },
    });
  const { id } = await world.ben.call('createQuickCampaign', {
    body: {
      name: 'Spring',
      subject: 'Spring',
      html: '<p>Service</p>',
      members: { kind: 'query', type: 'contact', q: 'Member' },
    },
  });
  await world.ben.call('startQuickCampaign', { params: { quickCampaignId: id }, body: {} });
  world.clock.advance(releaseMs);
  await world.app.runner.settle();
  const { items } = await world.ben.call('listEmails', { query: { status: 'pendingSend' } });
  expect(items).toHaveLength(1);
  await multiply(opened, items[0]?.id ?? '', count - 1);
  world.clock.advance(60_000);
};

const sendAmid = async (opened: Opened, who: Caller, to: string): Promise<number> => {
  const { world, server, enough } = opened;
  const running = drainOutbox(world.app, enough.signal);
  await vi.waitFor(() => expect(server.mails.length).toBeGreaterThan(100), within);
  await send(who, to);
  const before = server.mails.length;
  await running;
  const place = placeOf(opened, to);
  expect(place).toBeGreaterThan(100);
  return place - before;
};

const settle = ({ app }: World) => app.runner.settle();

describe.each(engines)('on $engine', ({ newStore }) => {
  test('S7: A has 10,000 pending, B one: it leaves within a round, whether it waited before or comes amid them', async () => {
    await using opened = await open(newStore, 'ben.one@fabrikam.example');
    const { world } = opened;
    await multiply(opened, await queueOne(world.ana), many);
    await send(world.carla, 'carla.one@fabrikam.example');
    expect(await sendAmid(opened, world.ben, 'ben.one@fabrikam.example')).toBeLessThan(oneRound);
    // Of those that leave beside each other nobody knows which comes first.
    expect(placeOf(opened, 'carla.one@fabrikam.example')).toBeLessThan(60);
    const { queued = 0, sent, ...others } = await states(opened);
    expect([queued + opened.server.mails.length, sent, others]).toEqual([many + 3, opened.server.mails.length, {}]);
    expect(queued).toBeGreaterThan(many - 1_000);
  });

  test('S7: an ordinary mail, also of the same author, does not wait behind 10,000 of a campaign at its highest rate', async () => {
    await using opened = await open(newStore, 'ben.one@fabrikam.example');
    const { world } = opened;
    await fillCampaign(opened, many);
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 6_000 } });
    expect(await sendAmid(opened, world.ben, 'ben.one@fabrikam.example')).toBeLessThan(oneRound);
    expect(members(opened)).toBeLessThan(1_000);
  });

  test('S7: campaigns send at their rate; a mail of a person leaves while it is used up', async () => {
    await using opened = await open(newStore, 'nobody@fabrikam.example');
    const { world } = opened;
    await fillCampaign(opened, many);
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 30 } });
    await settle(world);
    expect(members(opened)).toBe(1 + 30);
    await send(world.ben, 'ben.one@fabrikam.example');
    await settle(world);
    expect([members(opened), opened.server.mails.length]).toEqual([31, 32]);
    world.clock.advance(60_000);
    await settle(world);
    expect(members(opened)).toBe(61);
  });
});
