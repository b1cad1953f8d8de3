import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { type Delivered, check, deliver, acceptAll, activities, outcomes, reply } from '../support/router.ts';
import { createWorld, type World } from '../support/world.ts';

export const routerContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = async (): Promise<World> => createWorld(await newStore());

  test('A12: check says what deliver will do, and writes nothing', async () => {
    await using world = await open();
    await acceptAll(world.ben);
    expect(await check(world.ana, eml())).toEqual({
      promote: true,
      code: 6,
      reason: 'acceptAll',
      sentence: 'Tracked because Ben Carter takes all mail.',
      internetMessageId: '<quote-1@fabrikam.example>',
    });
    expect([await activities(world.ben), await outcomes(world.ben)]).toEqual([[], []]);
    const first = await deliver(world.ana, eml());
    expect(first).toMatchObject({ promote: true, code: 6, created: true });
    expect(await check(world.ana, eml())).toMatchObject({ promote: false, code: 0 });
    expect(await deliver(world.ana, eml())).toMatchObject({
      promote: false,
      code: 0,
      created: false,
      activityId: first.activityId,
    });
    expect((await outcomes(world.ben)).map(({ code }) => code)).toEqual([0, 6]);
  });

  test('A12: an address of nobody is 200 with code 3; who is no administrator and no router is refused', async () => {
    await using world = await open();
    expect(await deliver(world.ana, eml(), 'mailbox=nobody@contoso.test')).toMatchObject({
      promote: false,
      code: 1,
    });
    expect(await deliver(world.ana, eml({ to: 'x@y.example' }), 'mailbox=nobody@contoso.test')).toMatchObject({
      code: 3,
    });
    await expect(deliver(world.ben, eml())).rejects.toThrow('403');
    const response = await world.ana.fetch('/router/deliver?mailbox=ben@contoso.test', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });

  test("A12: a router's token hands over mail and does nothing else", async () => {
    await using world = await open();
    const token = 't'.repeat(43);
    const login = await world.store.system.logins.findOrAdd({
      id: world.ids.next(),
      email: world.ben.email,
      emailKey: world.ben.email,
      at: world.clock.now(),
    });
    await world.store.system.access.add({
      tokenHash: createHash('sha256').update(token).digest('hex'),
      loginId: login.id,
      deviceId: null,
      organizationId: world.contoso.id,
      expiresAt: (world.clock.now() + 60_000) as Instant,
      scope: 'router',
    });
    const as = (path: string, init: RequestInit = {}) =>
      fetch(`${world.origin}/api/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
      });
    const delivered = await as('/router/deliver?mailbox=ben@contoso.test', { method: 'POST', body: eml() });
    expect([delivered.status, ((await delivered.json()) as Delivered).code]).toEqual([200, 1]);
    for (const path of ['/me', '/activities', '/router/outcomes']) expect((await as(path)).status).toBe(403);
  });

  test('A3, O1: a reply to tracked mail is recorded whatever the option, for its receiver alone, with its regarding', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    await world.ben.track(eml(), `regarding=opportunity:${deal.id}`);
    await world.ben.call('changeMySettings', { body: { acceptance: 'none' } });
    const { activityId, code } = await deliver(world.ana, eml(reply));
    expect(code).toBe(2);
    const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
    expect(activity).toMatchObject({
      status: 'received',
      visibility: 'private',
      regarding: [{ id: deal.id }],
      correlation: { method: 'inReplyTo' },
      why: expect.stringMatching(/^Tracked automatically for Ben Carter because it continues tracked mail/) as string,
    });
    expect((await activities(world.carla)).map(({ id }) => id)).not.toContain(activityId);
  });

  test('A5: one mail at the same time by two receivers, ten times each, and by hand: one activity, all are listed', async () => {
    await using world = await open();
    await acceptAll(world.ben);
    await acceptAll(world.carla);
    const mail = eml({ to: 'ben@contoso.test' });
    const [answers, tracked] = await Promise.all([
      Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          deliver(world.ana, mail, `mailbox=${n % 2 === 0 ? 'ben' : 'carla'}@contoso.test`),
        ),
      ),
      world.ben.track(mail),
    ]);
    expect(new Set([...answers.map(({ activityId }) => activityId), tracked.activity!.id]).size).toBe(1);
    expect(answers.filter(({ created }) => created).length).toBeLessThanOrEqual(1);
    const activity = await world.ben.call('getActivity', { params: { activityId: tracked.activity!.id } });
    expect(activity.parties.map(({ role, address }) => `${role} ${address}`)).toEqual([
      'from anna@fabrikam.example',
      'to ben@contoso.test',
      'bcc carla@contoso.test',
    ]);
    expect((await activities(world.carla)).map(({ id }) => id)).toEqual([activity.id]);
  });

  test('A5: what somebody untracked is not brought back by another copy', async () => {
    await using world = await open();
    await acceptAll(world.ben);
    const { activityId } = await deliver(world.ana, eml());
    const [own] = (await world.ben.call('getActivity', { params: { activityId: activityId! } })).trackedBy;
    await world.ben.call('untrack', { params: { promotionId: own!.promotionId }, query: { activity: 'delete' } });
    expect(await deliver(world.ana, eml())).toMatchObject({ promote: false, code: 0, created: false });
    expect(await activities(world.ben)).toEqual([]);
  });

  test('A6: internal mail is two activities by setting, and stays two', async () => {
    await using world = await open();
    await world.ana.call('changeSettings', { body: { internalMail: 'record' } });
    const mail = eml({ from: 'ben@contoso.test', to: 'carla@contoso.test' });
    for (const mailbox of ['ben', 'carla']) await deliver(world.ana, mail, `mailbox=${mailbox}@contoso.test`);
    expect((await activities(world.ben)).map(({ direction, flags }) => [direction, flags])).toEqual([['outgoing', []]]);
    expect((await activities(world.carla)).map(({ direction, flags }) => [direction, flags])).toEqual([
      ['incoming', []],
    ]);
  });

  test('A4, A7: rejected mail leaves time, mailbox and reason; who wrote what is for its receiver, for seven days', async () => {
    await using world = await open();
    await deliver(world.ana, eml());
    const [own] = await outcomes(world.ben);
    expect(own).toMatchObject({
      code: 1,
      mailbox: 'ben@contoso.test',
      sender: 'anna@fabrikam.example',
      subject: 'Quote for pumps',
    });
    const [seen] = await outcomes(world.ana);
    expect(seen).toMatchObject({ id: own!.id, code: 1, sender: null, subject: null, evidence: null });
    expect((await world.ana.call('countOutcomes', { query: {} })).counts).toMatchObject([{ code: 1, count: 1 }]);
    const params = { outcomeId: own!.id };
    expect(await world.ana.call('readOutcome', { params, body: { reason: 'Ben asked' } })).toMatchObject({
      subject: 'Quote for pumps',
    });
    expect(await world.carla.refused('readOutcome', { params, body: { reason: 'curious' } })).toMatchObject({
      status: 404,
    });
    await world.ana.call('changeSettings', { body: { exclusions: ['fabrikam.example'] } });
    await deliver(world.ana, eml({ subject: 'Private' }));
    expect((await outcomes(world.ben))[0]).toMatchObject({ code: 103, sender: null, subject: null });
    expect(await activities(world.ben)).toEqual([]);
  });

  test('A7, A8: a ceiling refuses with the reason; exclusions and rules are read by nobody else', async () => {
    await using world = await open();
    await world.ana.call('changeSettings', { body: { acceptanceCeiling: 'known' } });
    const refused = await world.ben.refused('changeMySettings', { body: { acceptance: 'all' } });
    expect(refused).toMatchObject({
      status: 403,
      code: 'not_permitted',
      detail: expect.stringContaining('“known”') as string,
    });
    const rules = [{ name: 'Tenders', subjectWords: ['tender'] }];
    const mine = await world.ben.call('changeMySettings', {
      body: { exclusions: ['@Wife.Example', 'x@Y.example'], rules },
    });
    expect(mine).toMatchObject({
      exclusions: ['wife.example', 'x@y.example'],
      rules: [{ name: 'Tenders', enabled: true }],
    });
    const seen = await world.ana.call('getUserSettings', { params: { userId: world.ben.id } });
    expect(JSON.stringify(seen)).not.toMatch(/wife|Tenders/);
    const bad = await world.ben.refused('changeMySettings', { body: { exclusions: ['not an address@'] } });
    expect(bad.issues).toMatchObject([{ field: 'exclusions[0]' }]);
  });

  test('A9: in header-only mode body, subject and attachments are nowhere', async () => {
    await using world = await open();
    await acceptAll(world.ben);
    await world.ana.call('changeSettings', { body: { headerOnly: true } });
    const { activityId } = await deliver(world.ana, eml({ subject: 'Zebracrossing', text: 'Quaggatext' }));
    await world.ben.track(eml({ id: 'hand@fabrikam.example', subject: 'Zebracrossing', text: 'Quaggatext' }));
    const detail = await world.ben.call('getActivity', { params: { activityId: activityId! } });
    const source = await (await world.ben.fetch(`/activities/${activityId!}/source`)).text();
    expect(detail).toMatchObject({ subject: '', text: '', html: null, attachments: [], source: 'metadata' });
    expect(source).toContain('Message-ID: <quote-1@fabrikam.example>');
    const found = await world.ben.call('listActivities', { query: { q: 'zebracrossing' } });
    const log = await outcomes(world.ben);
    const list = await activities(world.ben);
    expect(JSON.stringify([detail, source, found, log, list])).not.toMatch(/Zebracrossing|Quaggatext/);
    expect(list).toHaveLength(2);
  });
};
