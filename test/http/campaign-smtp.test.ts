import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createApp } from '../../server/app.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { createWorld, type World } from '../support/world.ts';

const releaseMs = 120_000;
const minuteMs = 60_000;
const publicUrl = () => 'https://crm.contoso.test';
const smtpAt = ({ port }: ScriptedSmtp) => ({ host: '127.0.0.1', port, tls: 'none', credentials: null }) as const;

const open = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'campaign-smtp-'));
  const store = { engine: 'sqlite', path: join(folder, 'crm.sqlite'), contentDirectory: null } as const;
  const server = await startScriptedSmtp();
  const world = await createWorld({ store, smtp: smtpAt(server), publicUrl });
  const close = async () => {
    await world.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, server, world, [Symbol.asyncDispose]: close };
};
type Opened = Awaited<ReturnType<typeof open>>;

const contact = ({ ben }: World, firstName: string, address: string | null, fields: Record<string, unknown> = {}) =>
  ben.call('createRecord', {
    params: { type: 'contact' },
    body: {
      ...(address === null ? {} : { addresses: [address] }),
      fields: { firstName, lastName: 'Member', ...fields },
    },
  });
const members = { kind: 'query', type: 'contact', q: 'Member' } as const;
const spring = {
  name: 'Spring service',
  subject: 'Service for {{recipient.firstName}}',
  html: '<p>Dear {{recipient.firstName}}</p>',
  members,
};
const create = async ({ ben }: World) => {
  const { id } = await ben.call('createQuickCampaign', { body: spring });
  return { quickCampaignId: id };
};
const settle = ({ app }: World) => app.runner.settle();
const receivers = ({ server }: Opened) => server.mails.flatMap(({ to }) => to);
/** The head of what a person got, unfolded. */
const headOf = ({ server }: Opened, address: string): string => {
  const raw = server.mails.find(({ to }) => to[0] === address)?.raw ?? '';
  return (raw.split('\r\n\r\n', 1)[0] ?? '').replaceAll(/\r\n(?=[ \t])/g, '');
};

test('S9: over SMTP each member gets a mail of their own, whoever is excluded none, and who unsubscribes no other', async () => {
  await using at = await open();
  const { world, server } = at;
  await contact(world, 'Ana', 'ana@pumps.example');
  await contact(world, 'Zana', 'ANA@pumps.example');
  await contact(world, 'Bea', 'bea@pumps.example');
  await contact(world, 'Cid', 'cid@pumps.example', { doNotBulkEmail: true });
  await contact(world, 'Dan', 'dan@pumps.example', { doNotEmail: true });
  await contact(world, 'Eve', null);
  const params = await create(world);
  expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({
    counts: { members: 6, waiting: 2, excluded: 4 },
  });
  await world.ben.call('testQuickCampaign', { params });
  await settle(world);
  expect(receivers(at)).toEqual(['ben@contoso.test']);
  expect(headOf(at, 'ben@contoso.test')).toMatch(/^Subject: .*Service for Ana/im);
  await world.ana.call('changeSettings', { body: { campaignConfirmationAbove: 1 } });
  expect((await world.ben.refused('startQuickCampaign', { params, body: {} })).issues).toMatchObject([
    { field: 'confirmation' },
  ]);
  await world.ben.call('startQuickCampaign', { params, body: { confirmation: '2' } });
  world.clock.advance(releaseMs - 1);
  await settle(world);
  expect(server.mails).toHaveLength(1);
  world.clock.advance(1);
  await settle(world);
  expect(receivers(at).slice(1).sort()).toEqual(['ana@pumps.example', 'bea@pumps.example']);
  // One mail each: nobody sees the others.
  for (const { to } of server.mails) expect(to).toHaveLength(1);
  expect(headOf(at, 'ana@pumps.example')).not.toContain('bea@');
  const head = headOf(at, 'bea@pumps.example');
  expect(head).toMatch(/^Subject: .*Service for Bea/im);
  expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/im);
  const [, path = ''] = /List-Unsubscribe: <https:\/\/crm\.contoso\.test(\/unsubscribe\/[^>]+)>/.exec(head) ?? [];
  const clicked = await fetch(`${world.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(clicked.status).toBe(200);
  const again = await create(world);
  await world.ben.call('startQuickCampaign', { params: again, body: {} });
  world.clock.advance(releaseMs);
  await settle(world);
  expect(receivers(at).slice(3)).toEqual(['ana@pumps.example']);
});

test('S9: paused, gone on with, ended and begun again, started twice: each member gets one mail', async () => {
  await using at = await open();
  const { store, server, world } = at;
  await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 4, campaignConfirmationAbove: 0 } });
  const people = Array.from({ length: 12 }, (_, n) => `person${n}@pumps.example`);
  for (const address of people) await contact(world, 'Person', address);
  const params = await create(world);
  const start = () => world.ben.ask('startQuickCampaign', { params, body: { confirmation: '12' } });
  await Promise.all([start(), start()]);
  world.clock.advance(releaseMs);
  await settle(world);
  expect(server.mails).toHaveLength(4);
  await world.ben.call('changeCampaignState', { params, body: { state: 'paused' } });
  world.clock.advance(minuteMs);
  await settle(world);
  // Mail that is written waits as well.
  expect(server.mails).toHaveLength(4);
  await world.ben.call('changeCampaignState', { params, body: { state: 'running' } });
  await start();
  world.clock.advance(minuteMs);
  await settle(world);
  expect(server.mails).toHaveLength(8);
  await world.app.runner.stop();
  // Another process goes on with what is in the database.
  const next = { store, smtp: smtpAt(server), clock: world.clock, log: createPinoLog('silent'), publicUrl };
  const after = await createApp(next);
  for (let minute = 1; minute <= 3; minute += 1) {
    world.clock.advance(minuteMs);
    await after.runner.settle();
  }
  await after.close();
  expect(receivers(at).sort()).toEqual(people.sort());
  expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({
    state: 'done',
    counts: { written: 12, waiting: 0 },
    mail: { sent: 12, pending: 0 },
  });
});
