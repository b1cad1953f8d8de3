import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSieveSession } from '../../server/adapters/sieve/sieve-session.ts';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { startGraph } from '../support/graph/graph-server.ts';
import { addRecord } from '../support/records.ts';
import { createWorld, type World } from '../support/world.ts';

const ben = 'ben@contoso.test';
const carla = 'carla@contoso.test';
const inner = ['127.0.0.0/8', '::1/128'];

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: { [ben]: 'harbour light', [carla]: 'x' }, masters: { rules: 'master key' } });
}, 60_000);
afterAll(() => dovecot[Symbol.asyncDispose]());

const sieve = () => ({
  kind: 'sieve' as const,
  host: 'localhost',
  port: dovecot.sievePort,
  security: 'startTls' as const,
  master: 'rules',
});
const settings = { sink: 'crm@contoso.test', only: 'all' as const };
const open = (): Promise<World> => createWorld({ allowedNetworks: inner, mailAuthorities: [dovecot.authority] });
const ofBen = (world: World) => ({ params: { userId: world.ben.id } });
const set = (world: World, body: object = {}) =>
  world.ana.call('setForwardSettings', { body: { system: sieve(), secret: 'master key', ...settings, ...body } });

/** The script that stands in Ben's mailbox. */
const scriptOfBen = async (): Promise<string | null> => {
  const credentials = { kind: 'password', user: ben, secret: 'harbour light', authorizeAs: null } as const;
  const needs = { guard: createEgressGuard(), authorities: [dovecot.authority], silenceMs: 20_000 };
  const session = await openSieveSession(
    { ...sieve(), credentials, trustedHost: true },
    needs,
    AbortSignal.timeout(20_000),
  );
  try {
    return await session.read('correspond-forward');
  } finally {
    session.close();
  }
};

describe('A15: forward rules', () => {
  test('an administrator sets the system once, then deploys, checks and removes for chosen users', async () => {
    await using world = await open();
    expect(await world.ana.call('getForwardSettings', {})).toEqual({ settings: null });
    expect((await world.ana.refused('checkForwardRule', ofBen(world))).code).toBe('not_found');
    await set(world);
    expect(await world.ana.call('getForwardSettings', {})).toEqual({ settings: { system: sieve(), ...settings } });
    const before = await world.ana.call('listForwardRules', { query: {} });
    expect(before.items.map(({ state }) => state)).toEqual([null, null, null]);
    expect(await world.ana.call('checkForwardRule', ofBen(world))).toMatchObject({ state: 'missing', address: ben });
    expect(await world.ana.call('deployForwardRule', ofBen(world))).toMatchObject({ state: 'working', problem: null });
    expect(await scriptOfBen()).toContain('redirect :copy "crm@contoso.test";');
    const after = await world.ana.call('listForwardRules', { query: {} });
    expect(after.items.map(({ user, state }) => [user.id === world.ben.id, state])).toContainEqual([true, 'working']);
    expect(await world.ana.call('removeForwardRule', ofBen(world))).toMatchObject({ state: 'missing' });
    expect(await scriptOfBen()).toBeNull();
  });
  test('only mail with a token or from known senders: of this organization, and altered when they change', async () => {
    await using world = await open();
    await addRecord(world, world.ana, 'contact', { name: 'Kim', addresses: ['kim@fabrikam.example'] });
    await addRecord(world, world.olga, 'contact', { name: 'Lee', addresses: ['lee@elsewhere.example'] });
    await set(world, { only: 'tokenOrKnown' });
    await world.ana.call('deployForwardRule', ofBen(world));
    const script = await scriptOfBen();
    expect(script).toContain('"kim@fabrikam.example"');
    expect(script).toContain('"[CRM-"');
    expect(script).not.toContain('lee@elsewhere.example');
    await addRecord(world, world.ana, 'contact', { name: 'Sam', addresses: ['sam@fabrikam.example'] });
    expect(await world.ana.call('checkForwardRule', ofBen(world))).toMatchObject({
      state: 'altered',
      problem: expect.stringMatching(/It has “if anyof .*it lacks “if anyof/) as string,
    });
    expect(await world.ana.call('deployForwardRule', ofBen(world))).toMatchObject({ state: 'working' });
    await world.ana.call('removeForwardRule', ofBen(world));
  });
  test('what the mail system refuses is a state with a sentence, without its words', async () => {
    await using world = await open();
    await set(world, { secret: 'wrong' });
    const found = await world.ana.call('deployForwardRule', ofBen(world));
    expect(found).toMatchObject({ state: 'failed', problem: 'The server for rules refuses user or secret.' });
  });
  test('the secret is never given out, and stays only while system and identity stay', async () => {
    await using world = await open();
    await set(world);
    expect(JSON.stringify(await world.ana.call('getForwardSettings', {}))).not.toContain('master key');
    const same = { system: sieve(), ...settings, only: 'token' as const };
    await world.ana.call('setForwardSettings', { body: same });
    const elsewhere = { ...same, system: { ...sieve(), host: 'sieve.elsewhere.example' } };
    const refused = await world.ana.refused('setForwardSettings', { body: elsewhere });
    expect([refused.code, refused.issues?.[0]?.field]).toEqual(['invalid_request', 'secret']);
  });
  test('only administrators, and only users of their organization; an inner host that is not allowed is not reached', async () => {
    await using world = await open();
    await set(world);
    expect((await world.ben.refused('deployForwardRule', ofBen(world))).code).toBe('not_permitted');
    expect((await world.ben.refused('listForwardRules', { query: {} })).code).toBe('not_permitted');
    const abroad = { params: { userId: world.pete.id } };
    expect((await world.ana.refused('deployForwardRule', abroad)).code).toBe('user_not_found');
    expect((await world.olga.call('getForwardSettings', {})).settings).toBeNull();
    expect(
      (await world.ana.refused('setForwardSettings', { body: { system: sieve(), ...settings, sink: 'nobody' } })).code,
    ).toBe('invalid_address');
    await using strict = await createWorld({ mailAuthorities: [dovecot.authority] });
    await set(strict);
    expect(await strict.ana.call('checkForwardRule', ofBen(strict))).toMatchObject({ state: 'failed' });
  });
  test('Microsoft 365: by message rules', async () => {
    await using graph = await startGraph({ users: [ben] });
    await using world = await createWorld({ allowedNetworks: inner, mailAuthorities: [graph.authority] });
    const { baseUrl, tokenUrl } = graph;
    const system = { kind: 'graph', baseUrl, tokenUrl, clientId: 'client-1', scope: 'https://graph.test/.default' };
    await set(world, { system, secret: 'client light', only: 'token' });
    expect(await world.ana.call('deployForwardRule', ofBen(world))).toMatchObject({ state: 'working' });
    const mail = 'From: a@b.example\r\nSubject: Re: [CRM-0000F-X] offer\r\n\r\nYes.\r\n';
    expect(graph.deliver(ben, mail).redirectedTo).toEqual(['crm@contoso.test']);
    const [rule] = graph.mailbox(ben).rules;
    rule!['actions'] = { redirectTo: [{ emailAddress: { address: 'me@home.example' } }] };
    expect(await world.ana.call('checkForwardRule', ofBen(world))).toMatchObject({
      state: 'altered',
      problem: expect.stringContaining('It “Correspond: mail with a token” redirects to me@home.example') as string,
    });
    graph.mailbox(ben).rules.splice(0, 1);
    expect(await world.ana.call('checkForwardRule', ofBen(world))).toMatchObject({ state: 'missing' });
    expect(graph.violations).toEqual([]);
  });
});
