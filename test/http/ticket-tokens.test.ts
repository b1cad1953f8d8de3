import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { bothEngines } from '../support/engines.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

describe.each(await bothEngines())(
  'tokens and drop addresses of mail that is written in Outlook, on $engine',
  (store) => {
    let world: World;
    let serial = 0;
    let deal: { readonly type: string; readonly id: string; readonly name: string };
    beforeAll(async () => {
      world = await createWorld({ store });
      await world.ana.call('createRecord', {
        params: { type: 'contact' },
        body: { name: 'Zoe Park', addresses: ['zoe@pumps.example'] },
      });
      const made = await world.ana.call('createRecord', {
        params: { type: 'opportunity' },
        body: { name: 'Station 4' },
      });
      deal = { type: 'opportunity', id: made.id, name: made.name };
    });
    afterAll(() => world.close());

    const draft = (subject: string) => ({ subject, to: [{ address: 'zoe@pumps.example' }], cc: [], bcc: [] });
    const track = (caller: Caller, subject: string) =>
      caller.call('createTrackTicket', {
        body: { regarding: [{ type: deal.type, id: deal.id }], draft: draft(subject) },
      });
    const date = () => new Date(world.clock.now()).toUTCString().replace('GMT', '+0000');
    const sent = (subject: string, headers: readonly string[] = []) =>
      eml({
        id: `sent-${(serial += 1)}@contoso.test`,
        from: 'Ben <ben@contoso.test>',
        to: 'Zoe <zoe@pumps.example>',
        subject,
        date: date(),
        headers,
      });
    const deliver = async (mailbox: string, body: string, envelopeTo: readonly string[] = []) => {
      const query = new URLSearchParams([['mailbox', mailbox], ...envelopeTo.map((to) => ['envelopeTo', to])]);
      const response = await world.ana.fetch(`/router/deliver?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body,
      });
      return (await response.json()) as { activityId: string | null; created: boolean; reason: string };
    };
    const stateOf = (ticket: { readonly id: string }) =>
      world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } });
    const settings = (body: object) => world.ana.call('changeSettings', { body });

    test('T1, T3: Hello leaves as Hello CRM:0001001, the next mail has 002, and a subject of 300 is cut to 255', async () => {
      await settings({ token: { mode: 'classic' } });
      const first = await track(world.ben, 'Hello');
      expect(first.subjectToken).toBe('CRM:0001001');
      const told = async (subject: string) => {
        const body = { draft: draft(subject) };
        return (await world.ben.call('changeTrackTicket', { params: { trackTicketId: first.id }, body }))
          .subjectToWrite;
      };
      expect(await told('Hello')).toBe('Hello CRM:0001001');
      expect(await told('Hello CRM:0001001')).toBeNull();
      expect(await told(' ')).toBeNull();
      expect(await told('x'.repeat(300))).toBe(`${'x'.repeat(255 - 12)} CRM:0001001`);
      expect((await track(world.ben, 'Hello again')).subjectToken).toBe('CRM:0001002');
      await settings({ token: { mode: 'signed' } });
      expect((await track(world.ben, 'Signed')).subjectToken).toMatch(/^\[CRM-[0-9A-Z]+-[0-9A-Z]{13}\]$/);
    });

    test('T7: switched off for Outlook, or everywhere, a ticket has no token and works all the same', async () => {
      for (const [off, on] of [
        [{ tokenInOutlook: false }, { tokenInOutlook: true }],
        [{ token: { mode: 'off' } }, { token: { mode: 'signed' } }],
      ] as const) {
        await settings(off);
        const ticket = await track(world.ben, 'Without a token');
        expect(ticket.subjectToken).toBeNull();
        const { activity } = await world.ben.track(sent('Without a token'));
        expect(await stateOf(ticket)).toMatchObject({ state: 'sent', activityId: activity?.id });
        await settings(on);
      }
    });

    test('T6: the token alone names the ticket of a copy that the router finds, once; an answer to it finds the mail', async () => {
      const ticket = await track(world.ben, 'Offer');
      const subject = `A subject that was changed after all ${ticket.subjectToken}`;
      const copy = sent(subject);
      const first = await deliver('ben@contoso.test', copy);
      const again = await deliver('ben@contoso.test', copy);
      expect([first.created, again.created, again.activityId]).toEqual([true, false, first.activityId]);
      expect(await stateOf(ticket)).toMatchObject({ state: 'sent', activityId: first.activityId });
      const activity = await world.ben.call('getActivity', { params: { activityId: first.activityId! } });
      expect(activity).toMatchObject({ direction: 'outgoing', status: 'sent', regarding: [deal] });
      const answer = eml({ id: 'z1@pumps.example', from: 'zoe@pumps.example', to: 'ben@contoso.test', subject });
      const received = await deliver('ben@contoso.test', answer);
      const found = await world.ben.call('getActivity', { params: { activityId: received.activityId! } });
      expect(found).toMatchObject({
        regarding: [deal],
        correlation: { method: 'token', activityId: first.activityId },
      });
    });

    test('C8: before the mail is seen sent its token names nothing, and in the mail of a stranger it links nothing', async () => {
      const ticket = await track(world.ben, 'Held back');
      const subject = `Re: Held back ${ticket.subjectToken}`;
      const early = eml({ id: 'z2@pumps.example', from: 'zoe@pumps.example', to: 'ben@contoso.test', subject });
      expect((await world.ben.track(early)).activity).toMatchObject({ correlation: null, regarding: [] });
      await world.ben.track(sent(`Held back ${ticket.subjectToken}`));
      const stranger = eml({ id: 'm1@evil.example', from: 'mallory@evil.example', to: 'ben@contoso.test', subject });
      const { activity } = await world.ben.track(stranger);
      expect(activity).toMatchObject({ correlation: null, regarding: [], flags: ['tokenUnconfirmed'] });
    });

    test('A20: whoever tracks on send has a drop address where one is served, and a copy there ends the ticket once', async () => {
      expect((await track(world.carla, 'No domain')).dropAddress).toBeNull();
      await settings({ dropDomain: 'drop.contoso.test' });
      const ticket = await track(world.ben, 'By blind copy');
      const { address } = await world.ben.call('getDropAddress');
      expect(ticket.dropAddress).toBe(address);
      expect((await track(world.ben, 'Another')).dropAddress).toBe(address);
      const copy = sent('By blind copy', [`${ticket.headerName}: ${ticket.headerValue}`]);
      const stranger = copy.replace('Ben <ben@contoso.test>', 'Mallory <mallory@evil.example>');
      expect(await deliver(address!, stranger, [address!])).toMatchObject({
        activityId: null,
        reason: 'invalidSender',
      });
      expect((await stateOf(ticket)).state).toBe('pending');
      const first = await deliver(address!, copy, [address!]);
      const again = await deliver(address!, copy, [address!]);
      expect([first.created, again.created]).toEqual([true, false]);
      expect(await stateOf(ticket)).toMatchObject({ state: 'sent', activityId: first.activityId });
      const activity = await world.ben.call('getActivity', { params: { activityId: first.activityId! } });
      expect(activity).toMatchObject({ direction: 'outgoing', status: 'sent', regarding: [deal] });
      expect(JSON.stringify(activity.parties)).not.toContain(address);
    });
  },
);
