import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DraftFacts, trackTicketLimits } from '#shared/contracts/track-tickets.ts';
import { eml } from '../support/eml.ts';
import { bothEngines } from '../support/engines.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe.each(await bothEngines())('track on send on $engine', (store) => {
  let world: World;
  let serial = 0;
  let deal: { readonly type: string; readonly id: string; readonly name: string };
  beforeAll(async () => {
    world = await createWorld({ store });
    await world.ana.call('createRecord', {
      params: { type: 'contact' },
      body: { name: 'Zoe Park', addresses: ['zoe@pumps.example'] },
    });
    const made = await world.ana.call('createRecord', { params: { type: 'opportunity' }, body: { name: 'Station 4' } });
    deal = { type: 'opportunity', id: made.id, name: made.name };
  });
  afterAll(() => world.close());

  const draft = (subject: string): DraftFacts => ({
    subject,
    to: [{ address: 'zoe@pumps.example', name: 'Zoe' }],
    cc: [],
    bcc: [],
  });
  const ref = () => ({ type: deal.type, id: deal.id });
  const ticketFor = (caller: Caller, subject: string, way: 'sendEvent' | 'sentItem' = 'sendEvent') =>
    caller.call('createTrackTicket', { body: { regarding: [ref()], way, draft: draft(subject) } });
  const sending = (ticket: string, subject: string) =>
    fetch(`${world.origin}/api/v1/track-tickets/${encodeURIComponent(ticket)}/sending`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(draft(subject)),
    });
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  const sentCopy = (from: string, subject: string, headers: readonly string[] = []) => {
    const id = `sent-${(serial += 1)}@contoso.test`;
    const date = new Date(world.clock.now()).toUTCString().replace('GMT', '+0000');
    return { id: `<${id}>`, bytes: eml({ id, from, to: 'Zoe <zoe@pumps.example>', subject, date, headers }) };
  };
  const mark = (ticket: { headerName: string; headerValue: string }) => [`${ticket.headerName}: ${ticket.headerValue}`];

  test('P7: from Track to the sent copy: prepared, pending, then outgoing and sent with its regarding', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 1');
    expect(ticket).toMatchObject({ state: 'prepared', regarding: [deal], pendingSince: null, activityId: null });
    expect((await sending(ticket.ticketId, 'Offer 1')).status).toBe(200);
    const pending = await world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } });
    expect(pending).toMatchObject({ state: 'pending', subject: 'Offer 1', recipients: ['zoe@pumps.example'] });
    const before = await world.ana.call('listActivities', { query: { regarding: `opportunity:${deal.id}` } });
    expect(before.items).toEqual([]);

    const { bytes, id } = sentCopy('Ben <ben@contoso.test>', 'Offer 1', mark(ticket));
    const { activity } = await world.ben.track(bytes);
    expect(activity).toMatchObject({
      direction: 'outgoing',
      status: 'sent',
      source: 'original',
      regarding: [deal],
      why: expect.stringContaining('Tracked on sending by Ben Carter') as string,
    });
    const after = await world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } });
    expect(after).toMatchObject({ state: 'sent', activityId: activity?.id });
    const tracking = await world.ben.call('getTracking', { params: { internetMessageId: id } });
    expect(tracking).toMatchObject({ state: 'tracked', regarding: [deal] });
  });

  test('P7: a mail seen in Sent Items is pending for its author alone, until its bytes are here', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 2', 'sentItem');
    expect(ticket.state).toBe('pending');
    const { bytes, id } = sentCopy('Ben <ben@contoso.test>', 'Offer 2');
    const seen = { ...draft('Offer 2'), internetMessageId: id, sentAt: new Date(world.clock.now()).toISOString() };
    const found = await world.ben.call('findSentTicket', { body: seen });
    expect(found.ticket?.id).toBe(ticket.id);
    const stateFor = async (caller: Caller) =>
      (await caller.call('getTracking', { params: { internetMessageId: id } })).state;
    expect([await stateFor(world.ben), await stateFor(world.ana)]).toEqual(['pending', 'untracked']);
    await world.ben.track(bytes);
    expect([await stateFor(world.ben), await stateFor(world.ana)]).toEqual(['tracked', 'tracked']);
  });

  test('P7: without a mark the mail is known by subject, people and time; another one is not', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 3', 'sentItem');
    const other = await world.ben.track(sentCopy('Ben <ben@contoso.test>', 'Another offer').bytes);
    expect(other.activity?.regarding).toEqual([]);
    const { activity } = await world.ben.track(sentCopy('Ben <ben@contoso.test>', 'Offer 3').bytes);
    expect(activity?.regarding).toEqual([deal]);
    const again = await world.ben.track(sentCopy('Ben <ben@contoso.test>', 'Offer 3', mark(ticket)).bytes);
    expect(again.activity?.regarding).toEqual([]);
  });

  test('A23: the mark means nothing on a foreign mail, for somebody else, or in another organization', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 4');
    const foreign = await world.ben.track(sentCopy('Mallory <mallory@evil.example>', 'Offer 4', mark(ticket)).bytes);
    const ofAna = await world.ana.track(sentCopy('Ana <ana@contoso.test>', 'Offer 4', mark(ticket)).bytes);
    const elsewhere = await world.pete.track(sentCopy('Pete <pete@fabrikam.test>', 'Offer 4', mark(ticket)).bytes);
    for (const { activity } of [foreign, ofAna, elsewhere]) expect(activity?.regarding).toEqual([]);
    expect(await world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } })).toMatchObject({
      activityId: null,
    });
  });

  test('P7: the handler may say it twice, not after the mail was tracked, and not after 24 hours', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 5');
    expect((await sending(ticket.ticketId, 'Offer 5')).status).toBe(200);
    expect((await sending(ticket.ticketId, 'Offer 5')).status).toBe(200);
    await world.ben.track(sentCopy('Ben <ben@contoso.test>', 'Offer 5', mark(ticket)).bytes);
    expect(await codeOf(await sending(ticket.ticketId, 'Offer 5'))).toEqual([409, 'ticket_used']);
    const change = { params: { trackTicketId: ticket.id }, body: {} };
    expect((await world.ben.refused('changeTrackTicket', change)).code).toBe('ticket_used');
    expect((await world.ben.refused('withdrawTrackTicket', change)).code).toBe('ticket_used');

    const old = await ticketFor(world.ben, 'Offer 6');
    world.clock.advance(day - 1);
    expect((await sending(old.ticketId, 'Offer 6')).status).toBe(200);
    world.clock.advance(day);
    expect(await codeOf(await sending(old.ticketId, 'Offer 6'))).toEqual([410, 'ticket_expired']);
  });

  test('P7: a ticket is nothing to strangers: not its id, not another secret, not in another organization', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 7');
    const [, secret = ''] = ticket.ticketId.split('.');
    for (const shown of ['absent', ticket.id, ticket.headerValue, `${world.fabrikam.id}.${secret}`])
      expect(await codeOf(await sending(shown, 'Offer 7'))).toEqual([404, 'ticket_not_found']);
    for (const caller of [world.ana, world.olga]) {
      const call = { params: { trackTicketId: ticket.id } };
      expect((await caller.refused('getTrackTicket', call)).code).toBe('ticket_not_found');
      expect((await caller.refused('changeTrackTicket', { ...call, body: {} })).code).toBe('ticket_not_found');
      expect((await caller.refused('withdrawTrackTicket', call)).code).toBe('ticket_not_found');
    }
  });

  test('P7: switched off, or the draft discarded: nothing is left, and the mail is an ordinary one', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 8', 'sentItem');
    await world.ben.call('withdrawTrackTicket', { params: { trackTicketId: ticket.id } });
    expect(await codeOf(await sending(ticket.ticketId, 'Offer 8'))).toEqual([404, 'ticket_not_found']);
    const { activity } = await world.ben.track(sentCopy('Ben <ben@contoso.test>', 'Offer 8', mark(ticket)).bytes);
    expect(activity?.regarding).toEqual([]);
  });

  test('P7: a send that was held back is forgotten once the draft is seen again, and never counts as sent', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 9');
    const change = (subject: string) =>
      world.ben.call('changeTrackTicket', { params: { trackTicketId: ticket.id }, body: { draft: draft(subject) } });
    await sending(ticket.ticketId, 'Offer 9');
    world.clock.advance(29_999);
    expect((await change('Offer 9')).state).toBe('pending');
    world.clock.advance(1);
    expect(await change('Offer 9 b')).toMatchObject({ state: 'prepared', subject: 'Offer 9 b', pendingSince: null });
  });

  test('P7: after 7 days it is not confirmed, never sent; the sent mail is recognised even then', async () => {
    const ticket = await ticketFor(world.ben, 'Offer 10');
    const { bytes } = sentCopy('Ben <ben@contoso.test>', 'Offer 10', mark(ticket));
    await sending(ticket.ticketId, 'Offer 10');
    const state = async () => (await world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } })).state;
    world.clock.advance(7 * day - 1);
    expect(await state()).toBe('pending');
    world.clock.advance(1);
    expect(await state()).toBe('notConfirmed');
    expect((await world.ben.call('listTrackTickets')).items.map(({ id }) => id)).toContain(ticket.id);
    expect((await world.ben.track(bytes)).activity?.regarding).toEqual([deal]);
    expect(await state()).toBe('sent');
  });

  test('P7: a reply to a tracked mail proposes its regarding, by its id or by subject and people', async () => {
    const incoming = eml({ id: 'question@pumps.example', from: 'Zoe <zoe@pumps.example>', subject: 'Seal of pump 9' });
    const { activity } = await world.ben.track(incoming, `regarding=opportunity:${deal.id}`);
    const propose = (caller: Caller, body: { inReplyTo?: string[]; subject?: string; addresses?: string[] }) =>
      caller.call('proposeTracking', { body });
    const proposed = { answers: { activityId: activity?.id, subject: 'Seal of pump 9' }, regarding: [deal] };
    expect(await propose(world.ben, { inReplyTo: ['<question@pumps.example>'] })).toMatchObject(proposed);
    const likeness = { subject: 'RE: Seal of pump 9', addresses: ['zoe@pumps.example'] };
    expect(await propose(world.ben, likeness)).toMatchObject(proposed);
    expect(await propose(world.olga, likeness)).toMatchObject({ answers: null, regarding: [] });
    for (const unlike of [
      { ...likeness, subject: 'Seal of pump 9' },
      { ...likeness, addresses: ['nobody@pumps.example'] },
      { inReplyTo: ['<other@pumps.example>'] },
    ])
      expect(await propose(world.ben, unlike)).toMatchObject({ answers: null, regarding: [] });
  });

  test('P13: a delegate writes in the name of the mailbox owner: both stand on the ticket and on the sent mail', async () => {
    const own = await ticketFor(world.ben, 'In my name');
    expect(own).toMatchObject({ user: { id: world.ben.id, name: 'Ben Carter' } });
    expect(own).not.toHaveProperty('actor');
    const body = { regarding: [ref()], draft: draft('For Carla'), onBehalfOf: 'carla@contoso.test' };
    const ticket = await world.ben.call('createTrackTicket', { body });
    const both = { user: { id: world.carla.id, name: 'Carla Weiss' }, actor: { id: world.ben.id, name: 'Ben Carter' } };
    expect(ticket).toMatchObject(both);
    const { items } = await world.carla.call('listTrackTickets');
    expect(items).toContainEqual(expect.objectContaining(both));

    const { bytes, id } = sentCopy('Carla <carla@contoso.test>', 'For Carla');
    const seen = { ...draft('For Carla'), internetMessageId: id, sentAt: new Date(world.clock.now()).toISOString() };
    const find = async (from: string) => (await world.ben.call('findSentTicket', { body: { ...seen, from } })).ticket;
    // A mail that Ben sent himself is another one.
    expect(await find('ben@contoso.test')).toBeNull();
    expect(await find('carla@contoso.test')).toMatchObject({ id: ticket.id, ...both });
    const { activity, trackedBy } = await world.ben.track(bytes, `onBehalfOf=${world.carla.id}`);
    expect(activity).toMatchObject({ direction: 'outgoing', status: 'sent', regarding: [deal] });
    expect(trackedBy).toMatchObject([both]);
    expect(await world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } })).toMatchObject({
      state: 'sent',
      ...both,
    });
  });

  test('P13: another sender may be chosen while the mail is written, and taken back; a stranger is refused', async () => {
    const ticket = await ticketFor(world.ben, 'Whose is it?');
    const change = (onBehalfOf: string | null) => ({ params: { trackTicketId: ticket.id }, body: { onBehalfOf } });
    const both = { user: { id: world.carla.id }, actor: { id: world.ben.id } };
    expect(await world.ben.call('changeTrackTicket', change('carla@contoso.test'))).toMatchObject(both);
    expect(await world.ben.refused('changeTrackTicket', change('nobody@contoso.test'))).toMatchObject({
      code: 'user_not_found',
    });
    expect(await world.ben.call('getTrackTicket', { params: { trackTicketId: ticket.id } })).toMatchObject(both);
    const back = await world.ben.call('changeTrackTicket', change(null));
    expect(back).toMatchObject({ user: { id: world.ben.id } });
    expect(back).not.toHaveProperty('actor');
    expect((await world.carla.refused('getTrackTicket', { params: { trackTicketId: ticket.id } })).code).toBe(
      'ticket_not_found',
    );
  });

  test('what the ticket names must be there, and one may see it', async () => {
    const refusedFor = async (body: object) => (await world.ben.refused('createTrackTicket', { body })).code;
    expect(await refusedFor({ regarding: [{ type: 'opportunity', id: 'absent' }] })).toBe('record_not_found');
    expect(await refusedFor({ answers: 'absent' })).toBe('activity_not_found');
    expect(await refusedFor({ onBehalfOf: 'nobody@contoso.test' })).toBe('user_not_found');
  });
});

test(`P7: ${trackTicketLimits.waiting} mails of one person may wait; one more is refused and changes nothing`, async () => {
  await using world = await createWorld();
  const one = () => world.ben.ask('createTrackTicket', { body: {} });
  for (let made = 0; made < trackTicketLimits.waiting; made += 1) expect((await one()).status).toBe(201);
  expect((await one()).status).toBe(409);
  const { items } = await world.ben.call('listTrackTickets');
  expect(items).toHaveLength(trackTicketLimits.waiting);
  await world.ben.call('withdrawTrackTicket', { params: { trackTicketId: items[0]?.id ?? '' } });
  expect((await one()).status).toBe(201);
});
