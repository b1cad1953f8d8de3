import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { campaignMail, oneClick, openCampaigns, unsubscribeLinkIn } from '../support/campaigns.ts';

/** What is decided about a campaign while it goes on: by its owner, and by those who get it. */
export const campaignCourseContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  test('S9: stopped before its release nobody gets anything; paused it waits; stopped later the rest gets nothing', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    const { id } = await opened.prepare(2);
    const params = { quickCampaignId: id };
    await opened.start(id);
    await world.ben.call('changeCampaignState', { params, body: { state: 'paused' } });
    await opened.settle();
    expect(transport.taken).toEqual([]);
    await world.ben.call('changeCampaignState', { params, body: { state: 'stopped' } });
    await opened.settle();
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
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 1 } });
    const { id } = await opened.prepare(30);
    const params = { quickCampaignId: id };
    await opened.start(id);
    await opened.settle();
    expect(transport.taken).toHaveLength(1);
    const running = await world.ben.call('getQuickCampaign', { params });
    expect(running).toMatchObject({ state: 'running', counts: { written: 21, waiting: 9 }, mail: { pending: 20 } });
    await world.ana.call('changeCampaignState', { params, body: { state: 'stopped' } });
    expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({
      counts: { written: 21, stopped: 9 },
      mail: { sent: 1, canceled: 20, pending: 0 },
    });
    world.clock.advance(3_600_000);
    await opened.settle();
    expect(transport.taken).toHaveLength(1);
  });

  test('S9: whoever unsubscribes, or is marked, after the mail was written and before it leaves, gets none', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    const earlier = await opened.prepare(6);
    await opened.start(earlier.id);
    await opened.settle();
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
      body: { ...campaignMail, members: { kind: 'query', type: 'contact', q: 'Member' } },
    });
    const before = transport.taken.length;
    await opened.start(id);
    await opened.settle();
    expect(transport.taken).toHaveLength(before + 1);
    const served = Number(/person(\d)/.exec(transport.taken.at(-1)?.envelope.to[0] ?? '')?.[1]);
    const [first, second, third, ...rest] = [1, 2, 3, 4, 5, 6].filter((n) => n !== served);
    await leave(first!);
    await world.ben.call('changeRecord', { params: paramsOf(second!), body: { fields: { doNotBulkEmail: true } } });
    await world.ben.call('deleteRecord', { params: paramsOf(third!) });
    for (let minute = 0; minute < 6; minute += 1) {
      world.clock.advance(60_000);
      await opened.settle();
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
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    await world.ana.call('changeSettings', { body: { campaignMailsPerMinute: 1 } });
    const { id } = await opened.prepare(3);
    const params = { quickCampaignId: id };
    await opened.start(id);
    await opened.settle();
    expect(await world.ben.call('getQuickCampaign', { params })).toMatchObject({ state: 'done', mail: { pending: 2 } });
    const stopped = { state: 'stopped', mail: { sent: 1, canceled: 2, pending: 0 } };
    for (let time = 1; time <= 2; time += 1)
      expect(await world.ben.call('changeCampaignState', { params, body: { state: 'stopped' } })).toMatchObject(
        stopped,
      );
    world.clock.advance(3_600_000);
    await opened.settle();
    expect(transport.taken).toHaveLength(1);
  });

  test('S9, RFC 8058: one click on the link of a mail ends bulk mail to that address, in later campaigns too', async () => {
    await using opened = await openCampaigns(await newStore());
    const { world, transport } = opened;
    const { id } = await opened.prepare(2);
    await opened.start(id);
    await opened.settle();
    const bytes = transport.taken.find(({ envelope }) => envelope.to[0] === 'person1@pumps.example')?.bytes ?? '';
    expect(bytes).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const link = unsubscribeLinkIn(bytes);
    const asked = await fetch(`${world.origin}${link}`, { headers: { 'accept-language': 'es' } });
    expect([asked.status, asked.headers.get('content-language')]).toEqual([200, 'es']);
    expect(await asked.text()).toContain('person1@pumps.example');
    const again = { body: { ...campaignMail, members: { kind: 'query', type: 'contact', q: 'Member' } } } as const;
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
};
