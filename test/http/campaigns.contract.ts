import { expect, test } from 'vitest';
import { campaignLimits } from '#shared/contracts/campaigns.ts';
import type { AppOptions } from '../../server/app.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { type Caller, createWorld } from '../support/world.ts';

const contact = (caller: Caller, firstName: string, address: string | null, fields: Record<string, unknown> = {}) =>
  caller.call('createRecord', {
    params: { type: 'contact' },
    body: {
      ...(address === null ? {} : { addresses: [address] }),
      fields: { firstName, lastName: 'Member', ...fields },
    },
  });

const mail = {
  name: 'Spring service',
  subject: 'Service for {{recipient.firstName}}',
  html: '<p>Dear {{recipient.firstName}}, {{recipient.jobTitle | colleague}}</p>',
};

const releaseMs = 120_000;

const oneClick = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'List-Unsubscribe=One-Click',
};

const unsubscribeLinkIn = (bytes: string): string =>
  /List-Unsubscribe: <https:\/\/crm\.contoso\.test(\/unsubscribe\/[^>]+)>/.exec(
    bytes.replaceAll(/\r\n[ \t]/g, ' '),
  )?.[1] ?? '';

/** Quick campaigns as they come out over HTTP, on the engine that `newStore` opens. */
export const campaignsContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = async () => {
    const transport = createScriptedTransport();
    const options = { ...(await newStore()), delivery: { transport, profiles: oneProfile } };
    const world = await createWorld({ ...options, publicUrl: () => 'https://crm.contoso.test' });
    return { world, transport, [Symbol.asyncDispose]: () => world.close() };
  };
  type Opened = Awaited<ReturnType<typeof open>>;

  const prepare = async ({ world }: Opened, count: number) => {
    for (let n = 1; n <= count; n += 1) await contact(world.ben, `Person${n}`, `person${n}@pumps.example`);
    return world.ben.call('createQuickCampaign', {
      body: { ...mail, members: { kind: 'query', type: 'contact', q: 'Member' } },
    });
  };
  const settle = ({ world }: Opened) => world.app.runner.settle();
  const start = async (opened: Opened, quickCampaignId: string) => {
    await opened.world.ben.call('startQuickCampaign', { params: { quickCampaignId }, body: {} });
    opened.world.clock.advance(releaseMs);
  };

  test('S9: who gets it, who does not and why, and the mail of each, before anything is sent', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    await contact(world.ben, 'Ana', 'ana@pumps.example', { jobTitle: 'Buyer' });
    await contact(world.ben, 'Zana', 'ANA@pumps.example');
    await contact(world.ben, 'Bea', 'bea@pumps.example', { doNotBulkEmail: true });
    await contact(world.ben, 'Cid', null);
    await contact(world.ben, '', 'nameless@pumps.example');
    const campaign = await prepare(opened, 0);
    expect(campaign).toMatchObject({
      state: 'draft',
      counts: { members: 5, waiting: 1, excluded: 4, written: 0 },
      exclusions: [
        { because: 'doNotBulkEmail', members: 1 },
        { because: 'missingFields', members: 1 },
        { because: 'noAddress', members: 1 },
        { because: 'sameAddress', members: 1 },
      ],
      confirmationNeeded: null,
    });
    const params = { quickCampaignId: campaign.id };
    const excluded = await world.ben.call('listCampaignMembers', { params, query: { state: 'excluded' } });
    expect(excluded.items.find(({ because }) => because === 'missingFields')?.detail).toBe('recipient.firstName');
    const [first] = (await world.ben.call('listCampaignMembers', { params, query: { state: 'waiting' } })).items;
    const preview = await world.ben.call('previewCampaignMember', {
      params: { ...params, position: first?.position ?? 0 },
    });
    expect(preview).toMatchObject({ subject: 'Service for Ana', html: '<p>Dear Ana, Buyer</p>', missing: [] });
    await settle(opened);
    expect(transport.taken).toEqual([]);
  });

  test('S9: it writes one activity a member and sends by itself, after the moment in which it can be stopped', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    const { id } = await prepare(opened, 3);
    const params = { quickCampaignId: id };
    const started = await world.ben.call('startQuickCampaign', { params, body: {} });
    expect(started).toMatchObject({ state: 'releasing', releaseAt: '2026-03-02T09:02:00.000Z' });
    await settle(opened);
    expect(transport.taken).toEqual([]);
    world.clock.advance(releaseMs);
    await settle(opened);
    expect(transport.taken.map(({ envelope }) => envelope.to).sort()).toEqual([
      ['person1@pumps.example'],
      ['person2@pumps.example'],
      ['person3@pumps.example'],
    ]);
    expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({
      state: 'done',
      counts: { written: 3, waiting: 0 },
      mail: { sent: 3, pending: 0 },
    });
    const { items } = await world.ben.call('listActivities', { query: { address: 'person2@pumps.example' } });
    expect(items).toMatchObject([{ direction: 'outgoing', status: 'sent', subject: 'Service for Person2' }]);
    await world.ben.call('startQuickCampaign', { params, body: {} });
    await settle(opened);
    expect(transport.taken).toHaveLength(3);
  });

  test('S9: stopped before its release nobody gets anything; paused it waits; stopped later the rest gets nothing', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    const { id } = await prepare(opened, 2);
    const params = { quickCampaignId: id };
    await start(opened, id);
    await world.ben.call('changeCampaignState', { params, body: { state: 'paused' } });
    await settle(opened);
    expect(transport.taken).toEqual([]);
    await world.ben.call('changeCampaignState', { params, body: { state: 'stopped' } });
    await settle(opened);
    expect(transport.taken).toEqual([]);
    expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({
      state: 'stopped',
      counts: { stopped: 2, written: 0 },
    });
    expect(await world.ben.refused('changeCampaignState', { params, body: { state: 'running' } })).toMatchObject({
      code: 'conflict',
    });
    expect(await world.ben.refused('changeQuickCampaign', { params, body: { name: 'Other' } })).toMatchObject({
      code: 'conflict',
    });
  });

  test('S9: stopped while mail of it waits to leave, that mail does not leave', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 1 } });
    const { id } = await prepare(opened, 30);
    const params = { quickCampaignId: id };
    await start(opened, id);
    await settle(opened);
    expect(transport.taken).toHaveLength(1);
    const running = await world.ben.call('getQuickCampaign', { params });
    expect(running).toMatchObject({ state: 'running', counts: { written: 21, waiting: 9 }, mail: { pending: 20 } });
    await world.ana.call('changeCampaignState', { params, body: { state: 'stopped' } });
    expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({
      counts: { written: 21, stopped: 9 },
      mail: { sent: 1, canceled: 20, pending: 0 },
    });
    world.clock.advance(3_600_000);
    await settle(opened);
    expect(transport.taken).toHaveLength(1);
  });

  test('S9: whoever unsubscribes, or is marked, after the mail was written and before it leaves, gets none', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    const earlier = await prepare(opened, 6);
    await start(opened, earlier.id);
    await settle(opened);
    const leave = async (n: number) => {
      const taken = transport.taken.find(({ envelope }) => envelope.to[0] === `person${n}@pumps.example`);
      expect((await fetch(`${world.origin}${unsubscribeLinkIn(taken?.bytes ?? '')}`, oneClick)).status).toBe(200);
    };
    const { items: people } = await world.ben.call('listRecords', { params: { type: 'contact' }, query: {} });
    const paramsOf = (n: number) => ({
      type: 'contact',
      id: people.find(({ name }) => name === `Person${n} Member`)?.id ?? '',
    });
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 1 } });
    const { id } = await world.ben.call('createQuickCampaign', {
      body: { ...mail, members: { kind: 'query', type: 'contact', q: 'Member' } },
    });
    const before = transport.taken.length;
    await start(opened, id);
    await settle(opened);
    expect(transport.taken).toHaveLength(before + 1);
    const served = Number(/person(\d)/.exec(transport.taken.at(-1)?.envelope.to[0] ?? '')?.[1]);
    const [first, second, third, ...rest] = [1, 2, 3, 4, 5, 6].filter((n) => n !== served);
    await leave(first!);
    await world.ben.call('changeRecord', { params: paramsOf(second!), body: { fields: { doNotBulkEmail: true } } });
    await world.ben.call('deleteRecord', { params: paramsOf(third!) });
    for (let minute = 0; minute < 6; minute += 1) {
      world.clock.advance(60_000);
      await settle(opened);
    }
    expect(transport.taken.slice(before + 1).map(({ envelope }) => envelope.to[0])).toEqual(
      rest.map((n) => `person${n}@pumps.example`),
    );
    expect(await world.ben.call('getQuickCampaign', { params: { quickCampaignId: id } })).toMatchObject({
      state: 'done',
      counts: { written: 3, excluded: 3 },
      exclusions: [
        { because: 'doNotBulkEmail', members: 1 },
        { because: 'inactive', members: 1 },
        { because: 'unsubscribed', members: 1 },
      ],
      mail: { sent: 3, canceled: 3, pending: 0 },
    });
  });

  test('S9: all mail is written and some has not left: stopping holds that back; later it changes nothing', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 1 } });
    const { id } = await prepare(opened, 3);
    const params = { quickCampaignId: id };
    await start(opened, id);
    await settle(opened);
    expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({ state: 'done', mail: { pending: 2 } });
    const stopped = { state: 'stopped', mail: { sent: 1, canceled: 2, pending: 0 } };
    for (let time = 1; time <= 2; time += 1)
      expect(await world.ben.call('changeCampaignState', { params, body: { state: 'stopped' } })).toMatchObject(
        stopped,
      );
    world.clock.advance(3_600_000);
    await settle(opened);
    expect(transport.taken).toHaveLength(1);
  });

  test('S9: above the number of the settings their number is typed', async () => {
    await using opened = await open();
    const { world } = opened;
    await world.ana.call('changeSettings', { body: { campaignConfirmationAbove: 1, campaignReleaseDelaySeconds: 0 } });
    const { id, confirmationNeeded } = await prepare(opened, 2);
    expect(confirmationNeeded).toBe('2');
    const params = { quickCampaignId: id };
    for (const confirmation of [undefined, 'yes'])
      expect(
        await world.ben.refused('startQuickCampaign', {
          params,
          body: confirmation === undefined ? {} : { confirmation },
        }),
      ).toMatchObject({ issues: [{ field: 'confirmation' }] });
    expect(await world.ben.call('startQuickCampaign', { params, body: { confirmation: ' 2 ' } })).toMatchObject({
      state: 'releasing',
    });
  });

  test('S9: two processes that write the same campaign send each member one mail', async () => {
    await using opened = await open();
    const { transport, world } = opened;
    const { id } = await prepare(opened, 6);
    await start(opened, id);
    await Promise.all([settle(opened), settle(opened)]);
    await settle(opened);
    const addresses = transport.taken.flatMap(({ envelope }) => envelope.to);
    expect([...new Set(addresses)]).toHaveLength(6);
    expect(addresses).toHaveLength(6);
    expect((await world.ben.call('getQuickCampaign', { params: { quickCampaignId: id } })).counts.written).toBe(6);
  });

  test('S9, RFC 8058: one click on the link of a mail ends bulk mail to that address, in later campaigns too', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    const { id } = await prepare(opened, 2);
    await start(opened, id);
    await settle(opened);
    const bytes = transport.taken.find(({ envelope }) => envelope.to[0] === 'person1@pumps.example')?.bytes ?? '';
    expect(bytes).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const link = unsubscribeLinkIn(bytes);
    const asked = await fetch(`${world.origin}${link}`, { headers: { 'accept-language': 'es' } });
    expect([asked.status, asked.headers.get('content-language')]).toEqual([200, 'es']);
    expect(await asked.text()).toContain('person1@pumps.example');
    const again = { body: { ...mail, members: { kind: 'query', type: 'contact', q: 'Member' } } } as const;
    expect((await world.ben.call('createQuickCampaign', again)).counts.waiting).toBe(2);
    for (let click = 1; click <= 2; click += 1) {
      const answer = await fetch(`${world.origin}${link}`, oneClick);
      expect(answer.status).toBe(200);
    }
    expect((await world.ben.call('createQuickCampaign', again)).exclusions).toEqual([
      { because: 'unsubscribed', members: 1 },
    ]);
    for (const token of ['x', `${world.contoso.id}.${'x'.repeat(43)}`, link.slice('/unsubscribe/'.length, -1)])
      expect((await fetch(`${world.origin}/unsubscribe/${token}`, { method: 'POST' })).status).toBe(404);
  });

  test('S9: a test goes to oneself and marks nobody', async () => {
    await using opened = await open();
    const { world, transport } = opened;
    const { id } = await prepare(opened, 1);
    await world.ben.call('testQuickCampaign', { params: { quickCampaignId: id } });
    await settle(opened);
    expect(transport.taken).toMatchObject([{ envelope: { to: ['ben@contoso.test'] } }]);
    expect(transport.taken[0]?.bytes).toContain('Service for Person1');
    expect((await world.ben.call('getQuickCampaign', { params: { quickCampaignId: id } })).counts.waiting).toBe(1);
  });

  test('S9: a marketing list has records with addresses, each once, and a campaign goes to its members', async () => {
    await using opened = await open();
    const { world } = opened;
    const one = await contact(world.ben, 'Ana', 'ana@pumps.example');
    const ref = { type: 'contact', id: one.id };
    const list = await world.ben.call('createMarketingList', { body: { name: 'Buyers' } });
    const params = { listId: list.id };
    const changed = await world.ben.call('changeMarketingListMembers', { params, body: { add: [ref, ref] } });
    expect(changed).toMatchObject({ name: 'Buyers', members: 1 });
    expect(await world.carla.refused('changeMarketingListMembers', { params, body: { add: [ref] } })).toMatchObject({
      code: 'not_permitted',
    });
    expect(
      await world.ben.refused('changeMarketingListMembers', {
        params,
        body: { add: [{ type: 'opportunity', id: 'x' }] },
      }),
    ).toMatchObject({ issues: [{ field: 'add[0].type' }] });
    const campaign = await world.ben.call('createQuickCampaign', {
      body: { ...mail, members: { kind: 'list', listId: list.id } },
    });
    expect(campaign.counts).toMatchObject({ members: 1, waiting: 1 });
    expect((await world.ben.call('listMarketingListMembers', { params })).items).toMatchObject([ref]);
    await world.ben.call('changeMarketingListMembers', { params, body: { remove: [ref] } });
    expect((await world.ben.call('listMarketingListMembers', { params })).items).toEqual([]);
    await world.ben.call('deleteMarketingList', { params });
    expect(await world.ben.refused('listMarketingListMembers', { params })).toMatchObject({ status: 404 });
  });

  test.each([
    [{ name: 'x'.repeat(campaignLimits.nameLength + 1) }, 'name'],
    [{ html: '{{recipient.shoeSize}}' }, 'html'],
    [{ members: { kind: 'records', records: [] } }, 'members.records'],
    [{ members: { kind: 'records', records: [{ type: 'contact', id: 'absent' }] } }, 'members'],
  ])('S9: %j is refused, naming the field', async (wrong, field) => {
    await using opened = await open();
    const problem = await opened.world.ben.refused('createQuickCampaign', {
      body: { ...mail, members: { kind: 'query', type: 'contact', q: '' }, ...wrong } as never,
    });
    expect(problem).toMatchObject({ status: 400, issues: [{ field }] });
  });

  test("S9: somebody else's campaign is not there", async () => {
    await using opened = await open();
    const { world } = opened;
    const { id } = await prepare(opened, 1);
    const params = { quickCampaignId: id };
    for (const stranger of [world.carla, world.olga])
      expect(await stranger.refused('getQuickCampaign', { params })).toMatchObject({ code: 'campaign_not_found' });
    expect(await world.ana.call('getQuickCampaign', { params })).toMatchObject({ owner: { id: world.ben.id } });
  });
};
