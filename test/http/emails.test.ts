import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScriptedTransport, oneProfile, type ScriptedTransport } from '../support/scripted-transport.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let transport: ScriptedTransport;

beforeEach(async () => {
  transport = createScriptedTransport();
  world = await createWorld({ delivery: { transport, profiles: oneProfile } });
});
afterEach(() => world.close());

const settle = () => world.app.runner.settle();
const minute = 60_000;

const write = (body: Record<string, unknown> = {}) =>
  world.ben.call('createEmail', {
    body: { to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Here is the quote.', ...body },
  });
const send = async (body: Record<string, unknown> = {}) => {
  const { id } = await write(body);
  await world.ben.call('sendEmail', { params: { emailId: id } });
  return id;
};
const read = (emailId: string, who = world.ben) => who.call('getEmail', { params: { emailId } });

describe('a mail that starts here', () => {
  test('S1: a draft is an activity on timelines from its first word', async () => {
    const contact = await world.ben.call('createRecord', {
      params: { type: 'contact' },
      body: { name: 'Anna Berg', addresses: ['anna@fabrikam.example'] },
    });
    const draft = await write({ regarding: [{ type: 'contact', id: contact.id }] });
    expect(draft).toMatchObject({
      status: 'draft',
      subject: 'Pumps',
      subjectSent: null,
      attempts: 0,
      lastAnswer: null,
    });
    const timeline = await world.ben.call('listActivities', { query: { party: `contact:${contact.id}` } });
    expect(timeline.items).toMatchObject([{ id: draft.id, kind: 'email', direction: 'outgoing', status: 'draft' }]);
  });

  test('S3: what is sent is sent once, with the answer of the server', async () => {
    const id = await send();
    await settle();
    await settle();
    const email = await read(id);
    expect(email).toMatchObject({
      status: 'sent',
      attempts: 1,
      lastAnswer: '250 2.0.0 queued',
      recipients: [{ address: 'anna@fabrikam.example', state: 'sent', attempts: 1 }],
      history: [{ number: 1, results: [{ address: 'anna@fabrikam.example', state: 'sent' }] }],
    });
    expect(transport.taken).toHaveLength(1);
    expect(transport.taken[0]?.bytes).toContain(`Message-ID: ${email.internetMessageId}`);
  });

  test('S8: the subject that left carries the token, and the one that was written stays', async () => {
    const email = await read(await send());
    expect(email.subject).toBe('Pumps');
    expect(email.token).not.toBeNull();
    expect(email.subjectSent).toBe(`Pumps ${email.token ?? ''}`);
  });

  test('S1: content is read-only once it was handed over; regarding and notes are not', async () => {
    const id = await send();
    const problem = await world.ben.refused('changeEmail', { params: { emailId: id }, body: { subject: 'Other' } });
    expect(problem.code).toBe('conflict');
    await world.ben.call('changeActivity', { params: { activityId: id }, body: { notes: 'asked for by phone' } });
    await world.ben.call('setRegarding', { params: { activityId: id }, body: { regarding: [] } });
    expect((await read(id)).subject).toBe('Pumps');
  });

  test('S5: 4xx waits for the schedule, and the same bytes go again under the same Message-ID', async () => {
    transport.say('anna@fabrikam.example', 'deferred');
    const id = await send();
    await settle();
    const waiting = await read(id);
    expect(waiting).toMatchObject({ status: 'pendingSend', recipients: [{ state: 'deferred', attempts: 1 }] });
    expect(waiting.nextAttemptAt).toBe(new Date(world.clock.now() + minute).toISOString());
    transport.say('anna@fabrikam.example', null);
    world.clock.advance(minute - 1);
    await settle();
    expect(transport.taken).toHaveLength(0);
    world.clock.advance(1);
    await settle();
    expect(await read(id)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(transport.taken[0]?.bytes).toContain(`Message-ID: ${waiting.internetMessageId}`);
  });
});

test('S17: who writes is told in whose name: themselves, who allowed it, and queues of theirs', async () => {
  const queue = await world.ana.call('createRecord', {
    params: { type: 'queue' },
    body: { name: 'Support', addresses: ['support@contoso.test'] },
  });
  const ben = ['user', 'Ben Carter', 'ben@contoso.test', 'ben.alias@contoso.test'];
  const named = async () =>
    (await world.ben.call('listPrincipals')).items.map(({ type, name, addresses }) => [type, name, ...addresses]);
  expect(await named()).toEqual([ben]);
  const ofQueue = { senderType: 'queue', senderId: queue.id, userId: world.ben.id } as const;
  await world.ana.call('allowSender', { params: ofQueue });
  await world.ana.call('allowSender', { params: { senderType: 'user', senderId: world.ana.id, userId: world.ben.id } });
  expect((await named()).sort()).toEqual([
    ['queue', 'Support', 'support@contoso.test'],
    ['user', 'Ana Ruiz', 'ana@contoso.test'],
    ben,
  ]);
  const written = await world.ben.call('createEmail', { body: { from: 'support@contoso.test', to: ['x@y.example'] } });
  expect(written).toMatchObject({ principal: { id: queue.id }, author: { id: world.ben.id } });
  expect(await world.carla.refused('createEmail', { body: { from: 'support@contoso.test' } })).toMatchObject({
    status: 403,
    code: 'not_permitted',
  });
});
