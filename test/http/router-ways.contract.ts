import { describe, expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { addRecord, createAnna } from '../support/records.ts';
import { deliver, acceptAll, activities, outcomes } from '../support/router.ts';
import { createWorld, type World } from '../support/world.ts';

/** The ways by which mail comes: forwarded, unreadable, to queues, to drop addresses, by lists. */
export const routerWaysContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = async (): Promise<World> => createWorld(await newStore());

  describe('A11: a forward mailbox', () => {
    const sink = 'mailbox=crm@contoso.test&forwarded=1';
    const inner = eml();
    const attached = (mail: string) =>
      eml({
        id: 'f1@contoso.test',
        from: 'Ben Carter <ben@contoso.test>',
        to: 'crm@contoso.test',
        subject: 'FW: Quote for pumps',
        headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
        text: [
          '--b',
          'Content-Type: text/plain',
          '',
          'see below',
          '--b',
          'Content-Type: message/rfc822',
          '',
          mail,
          '--b--',
        ].join('\r\n'),
      });

    test('the attached original is recorded with its own author, receivers, date and id', async () => {
      await using world = await open();
      await acceptAll(world.ben);
      const { activityId, internetMessageId } = await deliver(world.ana, attached(inner), sink);
      expect(internetMessageId).toBe('<quote-1@fabrikam.example>');
      const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
      expect(activity).toMatchObject({
        direction: 'incoming',
        sentAt: '2026-03-02T08:00:00.000Z',
        parties: [
          { role: 'from', address: 'anna@fabrikam.example' },
          { role: 'to', address: 'ben@contoso.test' },
        ],
      });
      const again = await deliver(world.ana, inner);
      expect(again).toMatchObject({ code: 0, activityId });
    });

    test('a redirect is the original; its receiver is found by the note of the redirect', async () => {
      await using world = await open();
      await acceptAll(world.ben);
      const redirected = `X-Original-To: crm@contoso.test\r\nResent-From: <ben@contoso.test>\r\n${eml({ to: 'team@list.example' })}`;
      expect(await deliver(world.ana, redirected, sink)).toMatchObject({
        code: 6,
        internetMessageId: '<quote-1@fabrikam.example>',
      });
    });

    test('where nobody can prove who wrote it, it is held and never recorded under the forwarder', async () => {
      await using world = await open();
      await acceptAll(world.ben);
      const plain = eml({
        id: 'f2@contoso.test',
        from: 'ben@contoso.test',
        to: 'crm@contoso.test',
        subject: 'Fwd: Quote',
      });
      const answer = await deliver(world.ana, plain, sink);
      expect(answer).toMatchObject({
        promote: false,
        code: 109,
        reason: 'held',
        held: { id: expect.any(String) as string },
      });
      expect(await activities(world.ben)).toEqual([]);
      const { items } = await world.ben.call('listUndeliverable', { query: {} });
      expect(items).toMatchObject([{ id: answer.held!.id, mailbox: 'crm@contoso.test', outcome: { code: 109 } }]);
      const retried = await world.ben.call('retryUndeliverable', { params: { holdId: answer.held!.id } });
      expect(retried).toMatchObject({ activity: null, outcome: { code: 109 } });
    });
  });

  test('A4 106: what cannot be read is held with its bytes where somebody may want it, and nowhere else', async () => {
    await using world = await open();
    const broken = eml({ headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] });
    const answer = await deliver(world.ana, broken);
    expect(answer).toMatchObject({ promote: false, code: 106, internetMessageId: '<quote-1@fabrikam.example>' });
    const source = await world.ben.fetch(`/undeliverable/${answer.held!.id}/source`);
    expect(await source.text()).toBe(broken);
    expect(await world.ana.refused('discardUndeliverable', { params: { holdId: answer.held!.id } })).toMatchObject({
      status: 404,
    });
    expect(await deliver(world.ana, broken, 'mailbox=nobody@contoso.test')).toMatchObject({ code: 3 });
  });

  test('A16: mail to two queues is one activity and an item in each; items are picked, released, routed, resolved', async () => {
    await using world = await open();
    const sales = await addRecord(world, world.ben, 'queue', { name: 'Sales', addresses: ['sales@contoso.test'] });
    const help = await addRecord(world, world.ben, 'queue', { name: 'Help', addresses: ['help@contoso.test'] });
    const mail = eml({ to: 'sales@contoso.test, help@contoso.test' });
    for (const mailbox of ['sales', 'help']) await deliver(world.ana, mail, `mailbox=${mailbox}@contoso.test`);
    const itemsOf = async (queueId: string) =>
      (await world.carla.call('listQueueItems', { params: { queueId }, query: {} })).items;
    const [inSales] = await itemsOf(sales.id);
    const [inHelp] = await itemsOf(help.id);
    expect(inSales!.activity!.id).toBe(inHelp!.activity!.id);
    expect(
      (await activities(world.carla)).map(({ trackedBy }) => trackedBy.map(({ user }) => user.name).sort()),
    ).toEqual([['Help', 'Sales']]);
    const params = { itemId: inSales!.id };
    expect(await world.carla.call('pickQueueItem', { params })).toMatchObject({
      state: 'picked',
      worker: { name: 'Carla Weiss' },
    });
    expect(await world.ben.refused('pickQueueItem', { params })).toMatchObject({ code: 'conflict' });
    expect(await world.carla.call('releaseQueueItem', { params })).toMatchObject({ state: 'waiting', worker: null });
    const other = await addRecord(world, world.ben, 'queue', { name: 'Other' });
    expect(await world.ben.call('routeQueueItem', { params, body: { toQueue: other.id } })).toMatchObject({
      queueId: other.id,
    });
    expect(await world.ben.call('resolveQueueItem', { params })).toMatchObject({ state: 'resolved' });
    expect(await world.ben.refused('pickQueueItem', { params })).toMatchObject({ code: 'conflict' });
  });

  test('A16, O1: what came to a queue is seen by those who may read the queue', async () => {
    await using world = await open();
    await addRecord(world, world.ben, 'queue', { name: 'Board', addresses: ['board@contoso.test'], access: 'owner' });
    await deliver(world.ana, eml({ to: 'board@contoso.test' }), 'mailbox=board@contoso.test');
    expect([await activities(world.ben), await activities(world.carla)].map(({ length }) => length)).toEqual([1, 0]);
  });

  test('A20: what its owner sends to a drop address is tracked for them; mail of others is refused', async () => {
    await using world = await open();
    expect(await world.ben.refused('makeDropAddress')).toMatchObject({ code: 'conflict' });
    await world.ana.call('changeSettings', { body: { dropDomain: 'drop.contoso.test' } });
    const { address } = await world.ben.call('makeDropAddress');
    expect(address).toMatch(/^drop-[0-9a-f]{25}@drop\.contoso\.test$/);
    const sent = eml({
      id: 's1@contoso.test',
      from: 'ben.alias@contoso.test',
      to: 'anna@fabrikam.example',
      cc: address!,
    });
    const { activityId, code } = await deliver(world.ana, sent, `mailbox=${address!}`);
    expect(code).toBe(110);
    const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
    expect(activity).toMatchObject({ direction: 'outgoing', status: 'sent' });
    expect(JSON.stringify(activity.parties)).not.toContain(address);
    const stranger = eml({ id: 's2@fabrikam.example', cc: address! });
    expect(await deliver(world.ana, stranger, `mailbox=${address!}`)).toMatchObject({ promote: false, code: 7 });
    const { address: next } = await world.ben.call('makeDropAddress');
    const late = sent.replace('s1@contoso.test', 's3@contoso.test');
    expect(await deliver(world.ana, late, `mailbox=${address!}`)).toMatchObject({ code: 1 });
    expect(next).not.toBe(address);
  });

  test('A19, A23: automatic mail by policy, the twenty-first in two hours is a loop; our header fields from outside mean nothing', async () => {
    await using world = await open();
    await acceptAll(world.ben);
    await world.ben.track(eml());
    const automatic = (n: number, more: readonly string[] = []) =>
      eml({
        id: `a${n}@fabrikam.example`,
        subject: 'Out of office',
        headers: ['Auto-Submitted: auto-replied', 'X-Correspond-Promote: yes', ...more],
      });
    expect(await deliver(world.ana, automatic(0))).toMatchObject({ code: 100 });
    const answers: number[] = [];
    for (let n = 1; n <= 20; n += 1)
      answers.push((await deliver(world.ana, automatic(n, ['In-Reply-To: <quote-1@fabrikam.example>']))).code);
    expect(answers).toEqual([...Array.from({ length: 19 }, () => 2), 101]);
    world.clock.advance(2 * 3_600_000);
    expect(await deliver(world.ana, automatic(21, ['In-Reply-To: <quote-1@fabrikam.example>']))).toMatchObject({
      code: 2,
    });
    expect(await deliver(world.ana, eml({ id: 'l@x.example', headers: ['List-Id: <news.x.example>'] }))).toMatchObject({
      code: 108,
    });
  });

  test('A17: mail by list or Bcc is found by its envelope and its delivery fields, and by an alias', async () => {
    await using world = await open();
    await acceptAll(world.ben);
    const list = (n: number, headers: readonly string[] = []) =>
      eml({ id: `b${n}@x.example`, to: 'all@list.example', headers });
    expect(
      await deliver(world.ana, list(1), 'mailbox=in@contoso.test&envelopeTo=ben.alias@contoso.test'),
    ).toMatchObject({ code: 6 });
    expect(
      await deliver(world.ana, list(2, ['Delivered-To: ben@contoso.test']), 'mailbox=in@contoso.test'),
    ).toMatchObject({ code: 6 });
    expect(await deliver(world.ana, list(3), 'mailbox=in@contoso.test')).toMatchObject({ code: 3 });
  });

  test('A4, A14: who wrote what is forgotten after seven days, the line and held mail after thirty', async () => {
    await using world = await open();
    await deliver(world.ana, eml());
    const broken = await deliver(world.ana, eml({ id: 'x@y.example', headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] }));
    const day = 86_400_000;
    const after = async (days: number) => {
      world.clock.advance(days * day);
      await world.app.runner.settle();
      const [line] = (await outcomes(world.ben)).filter(({ code }) => code === 1);
      const { items } = await world.ben.call('listUndeliverable', { query: {} });
      return [line?.subject, items.map(({ id }) => id)];
    };
    expect(await after(7)).toEqual(['Quote for pumps', [broken.held!.id]]);
    expect(await after(0.1)).toEqual([null, [broken.held!.id]]);
    expect(await after(23)).toEqual([undefined, []]);
  });

  test('R10: the receiver who owns the record of the author owns the activity', async () => {
    await using world = await open();
    await createAnna(world);
    await acceptAll(world.ben);
    await acceptAll(world.carla);
    const { activityId } = await deliver(world.ana, eml({ to: 'carla@contoso.test, ben@contoso.test' }));
    const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
    expect(activity.owner).toMatchObject({ id: world.ben.id });
  });
};
