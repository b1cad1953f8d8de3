import { expect, test } from 'vitest';
import { campaignLimits } from '#shared/contracts/campaigns.ts';
import type { AppOptions } from '../../server/app.ts';
import { addContact, campaignMail, openCampaigns, releaseMs } from '../support/campaigns.ts';

/** Quick campaigns as they come out over HTTP, on the engine that `newStore` opens. */
export const campaignsContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  test('S9: who gets it, who does not and why, and the mail of each, before anything is sent', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    await addContact(world.ben, 'Ana', 'ana@pumps.example', { jobTitle: 'Buyer' });
    await addContact(world.ben, 'Zana', 'ANA@pumps.example');
    await addContact(world.ben, 'Bea', 'bea@pumps.example', { doNotBulkEmail: true });
    await addContact(world.ben, 'Cid', null);
    await addContact(world.ben, '', 'nameless@pumps.example');
    const campaign = await opened.prepare(0);
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
    await opened.settle();
    expect(transport.taken).toEqual([]);
  });

  test('S9: it writes one activity a member and sends by itself, after the moment in which it can be stopped', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    const { id } = await opened.prepare(3);
    const params = { quickCampaignId: id };
    const started = await world.ben.call('startQuickCampaign', { params, body: {} });
    expect(started).toMatchObject({ state: 'releasing', releaseAt: '2026-03-02T09:02:00.000Z' });
    await opened.settle();
    expect(transport.taken).toEqual([]);
    world.clock.advance(releaseMs);
    await opened.settle();
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
    await opened.settle();
    expect(transport.taken).toHaveLength(3);
  });

  test('S9: above the number of the settings their number is typed', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world } = opened;
    await world.ana.call('changeSettings', { body: { campaignConfirmationAbove: 1, campaignReleaseDelaySeconds: 0 } });
    const { id, confirmationNeeded } = await opened.prepare(2);
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
    await using opened = await openCampaigns(await newStore());
    const { transport, world } = opened;
    const { id } = await opened.prepare(6);
    await opened.start(id);
    await Promise.all([opened.settle(), opened.settle()]);
    await opened.settle();
    const addresses = transport.taken.flatMap(({ envelope }) => envelope.to);
    expect([...new Set(addresses)]).toHaveLength(6);
    expect(addresses).toHaveLength(6);
    expect((await world.ben.call('getQuickCampaign', { params: { quickCampaignId: id } })).counts.written).toBe(6);
  });

  test('S9: a test goes to oneself and marks nobody', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    const { id } = await opened.prepare(1);
    await world.ben.call('testQuickCampaign', { params: { quickCampaignId: id } });
    await opened.settle();
    expect(transport.taken).toMatchObject([{ envelope: { to: ['ben@contoso.test'] } }]);
    expect(transport.taken[0]?.bytes).toContain('Service for Person1');
    expect((await world.ben.call('getQuickCampaign', { params: { quickCampaignId: id } })).counts.waiting).toBe(1);
  });

  test('S9: a marketing list has records with addresses, each once, and a campaign goes to its members', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world } = opened;
    const one = await addContact(world.ben, 'Ana', 'ana@pumps.example');
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
      body: { ...campaignMail, members: { kind: 'list', listId: list.id } },
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
    await using opened = await openCampaigns(await newStore());
    const problem = await opened.world.ben.refused('createQuickCampaign', {
      body: { ...campaignMail, members: { kind: 'query', type: 'contact', q: '' }, ...wrong } as never,
    });
    expect(problem).toMatchObject({ status: 400, issues: [{ field }] });
  });

  test("S9: somebody else's campaign is not there", async () => {
    await using opened = await openCampaigns(await newStore());
    const { world } = opened;
    const { id } = await opened.prepare(1);
    const params = { quickCampaignId: id };
    for (const stranger of [world.carla, world.olga])
      expect(await stranger.refused('getQuickCampaign', { params })).toMatchObject({ code: 'campaign_not_found' });
    expect(await world.ana.call('getQuickCampaign', { params })).toMatchObject({ owner: { id: world.ben.id } });
  });
};
