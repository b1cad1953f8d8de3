import { describe, expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { forwardedByMailbox, forwardedByRule, redirectedByRule } from '../support/exchange-mail.ts';
import { startGraph } from '../support/graph/graph-server.ts';
import { acceptAll, activities, deliver, outcomes } from '../support/router.ts';
import { addServed, graphAt, graphSecret } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

const [ben, sink] = ['ben@contoso.test', 'crm@contoso.test'];
const query = `mailbox=${sink}&forwarded=1`;
/** Ben stands in no field that people see: only Exchange's own say that it came by him. */
const toList = { to: 'pumps@list.example' };
const heldOf = async (world: World) => (await world.ben.call('listUndeliverable', { query: {} })).items;

const annas = {
  direction: 'incoming',
  internetMessageId: '<quote-1@fabrikam.example>',
  sentAt: '2026-03-02T08:00:00.000Z',
  source: 'original',
  parties: [
    { role: 'from', address: 'anna@fabrikam.example' },
    { role: 'to', address: 'pumps@list.example' },
    { role: 'bcc', address: ben },
  ],
};

describe('A11: what Exchange Online sends on to a forward mailbox', () => {
  test.each([
    ['redirected by a rule', redirectedByRule(ben, toList)],
    ['sent on by a forwarding address of the mailbox', forwardedByMailbox(ben, toList)],
  ])('%s is the mail of its own author, for whose mailbox it came by', async (_name, mail) => {
    await using world = await createWorld();
    await acceptAll(world.ben);
    const { activityId } = await deliver(world.ana, mail, query);
    const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
    expect(activity).toMatchObject({ ...annas, trackedBy: [{ user: { name: 'Ben Carter' } }] });
    expect(await (await world.ben.fetch(`/activities/${activityId!}/source`)).text()).toBe(mail);
    // Found in Ben's own mailbox too, as it came there, it is no second one.
    expect(await deliver(world.ana, eml(toList))).toMatchObject({ code: 0, activityId });
  });

  test('redirected, what a colleague wrote is the mail of that colleague', async () => {
    await using world = await createWorld();
    await world.ana.call('changeSettings', { body: { internalMail: 'record' } });
    await acceptAll(world.ben);
    const given = { id: 'c1@contoso.test', from: 'carla@contoso.test', to: ben, subject: 'Lunch with Fabrikam' };
    const answer = await deliver(world.ana, redirectedByRule(ben, given), query);
    expect(answer.internetMessageId).toBe('<c1@contoso.test>');
    expect(await heldOf(world)).toEqual([]);
  });

  test.each([
    ['forwarded by a rule', forwardedByRule(ben, sink)],
    [
      'redirected under the name of whoever redirects',
      redirectedByRule(ben, {
        from: '"Anna Berg via Contoso" <ben@contoso.test>',
        headers: ['X-Original-From: Anna Berg <anna@fabrikam.example>'],
      }),
    ],
    [
      'written to the forward mailbox and noted there',
      eml({ from: ben, to: sink, headers: [`X-Original-To: ${sink}`] }),
    ],
  ])('%s it is held for the person who forwarded it, and nothing says that it was theirs', async (_name, mail) => {
    await using world = await createWorld();
    await acceptAll(world.ben);
    const answer = await deliver(world.ana, mail, query);
    expect(answer).toMatchObject({ promote: false, code: 109, reason: 'held' });
    expect(await activities(world.ben)).toEqual([]);
    expect(await heldOf(world)).toMatchObject([{ id: answer.held!.id, outcome: { code: 109 } }]);
    expect(await (await world.ben.fetch(`/undeliverable/${answer.held!.id}/source`)).text()).toBe(mail);
  });

  test('from a forward mailbox at Microsoft 365 the original is read as Microsoft Graph keeps it, and what proves nothing is held', async () => {
    const clock = createTestClock();
    await using graph = await startGraph({ users: [sink], now: () => clock.now() });
    await using world = await createWorld({ clock, mailAuthorities: [graph.authority], mailboxes: { watches: 0 } });
    await acceptAll(world.ben);
    const incoming = graphAt(graph, sink);
    const owner = { kind: 'sink' as const };
    await addServed(world, { owner, address: sink, incoming, secret: graphSecret, wrapping: 'forwarded' });
    await world.app.runner.settle();
    clock.advance(1_000);
    const mail = redirectedByRule(ben, toList);
    graph.deliver(sink, mail, { receivedAt: clock.now() });
    graph.deliver(sink, forwardedByRule(ben, sink), { receivedAt: clock.now() });
    clock.advance(61_000);
    await world.app.runner.settle();
    const [activity, ...others] = await activities(world.ben);
    expect(others).toEqual([]);
    const whole = await world.ben.call('getActivity', { params: { activityId: activity!.id } });
    expect(whole).toMatchObject(annas);
    expect((await outcomes(world.ben)).map(({ code }) => code).toSorted()).toEqual([109, 6].toSorted());
    expect(await heldOf(world)).toHaveLength(1);
    expect(graph.violations).toEqual([]);
  });
});
