import { Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHandler, type EngineDraft, runEvent } from '../support/handler-engine.ts';
import { createWorld, type World } from '../support/world.ts';

let script: string;
let world: World;
beforeAll(async () => {
  script = await buildHandler();
  world = await createWorld();
});
afterAll(() => world.close());

const allowed = { allowEvent: true };

const draftWithTrack = async (
  origin = world.origin,
): Promise<{ id: string; token: string | null; draft: EngineDraft }> => {
  const { id, ticketId, headerName, headerValue, subjectToken } = await world.ben.call('createTrackTicket', {
    body: { way: 'sendEvent' },
  });
  const sendingUrl = `${origin}/api/v1/track-tickets/${encodeURIComponent(ticketId)}/sending`;
  const ticket = JSON.stringify({ id, sendingUrl, headerName, headerValue, subjectToken });
  const session = { 'correspond.ticket': ticket };
  return { id, token: subjectToken, draft: { session, headers: {}, subject: 'Offer', to: ['zoe@pumps.example'] } };
};
const stateOf = (id: string) => world.ben.call('getTrackTicket', { params: { trackTicketId: id } });

describe('the send handler, in an engine without a page', () => {
  test('is one script of ECMAScript 2016 below 15 KB that names nothing of a page', () => {
    expect(Buffer.byteLength(script)).toBeLessThan(15 * 1024);
    const languageOptions = { ecmaVersion: 2016, sourceType: 'script' } as const;
    expect(new Linter().verify(script, { languageOptions })).toEqual([]);
    expect(script).not.toMatch(/\b(document|window|localStorage|import|onReady)\b/);
  });

  test('P7: says that the mail is being sent, puts its header back where a draft lost it, and lets it go', async () => {
    const { id, draft } = await draftWithTrack();
    expect(await runEvent(script, 'onMessageSend', draft, { fetch, setTimeout })).toEqual(allowed);
    expect(Object.keys(draft.headers)).toEqual(['X-Correspond-Track']);
    expect(await stateOf(id)).toMatchObject({
      state: 'pending',
      subject: 'Offer',
      recipients: ['zoe@pumps.example'],
      activityId: null,
    });
  });

  test('T1: puts the token of the ticket behind the subject, as the server says or on its own, once', async () => {
    const { token, draft } = await draftWithTrack();
    await runEvent(script, 'onMessageSend', draft, { fetch, setTimeout });
    expect(draft.subject).toBe(`Offer ${token}`);
    await runEvent(script, 'onMessageSend', draft, { fetch, setTimeout });
    expect(draft.subject).toBe(`Offer ${token}`);
    const away = await draftWithTrack('http://127.0.0.1:1');
    await runEvent(script, 'onMessageSend', away.draft, { fetch, setTimeout });
    expect(away.draft.subject).toBe(`Offer ${away.token}`);
    const long = 'x'.repeat(300);
    const answered = { ...(await draftWithTrack()).draft, subject: long };
    await runEvent(script, 'onMessageSend', answered, { fetch, setTimeout });
    expect(answered.subject).toHaveLength(255);
    const alone = { ...(await draftWithTrack('http://127.0.0.1:1')).draft, subject: long };
    await runEvent(script, 'onMessageSend', alone, { fetch, setTimeout });
    expect(alone.subject).toBe(long);
  });

  test.each([
    ['the server is down', async () => (await draftWithTrack('http://127.0.0.1:1')).draft, { fetch, setTimeout }],
    ['the engine has neither fetch nor a clock', async () => (await draftWithTrack()).draft, {}],
    ['Track is off', () => Promise.resolve({ session: {}, headers: {}, subject: '', to: [] }), { fetch, setTimeout }],
    [
      'the session holds something else',
      () => Promise.resolve({ session: { 'correspond.ticket': '{' }, headers: {}, subject: '', to: [] }),
      { fetch, setTimeout },
    ],
  ] as const)('P7: the mail goes out when %s', async (_case, draft, offers) => {
    expect(await runEvent(script, 'onMessageSend', await draft(), offers)).toEqual(allowed);
  });

  test('P7: the mail goes out when the server never answers: after a moment nobody waits for it', async () => {
    const { draft } = await draftWithTrack();
    const timers: (() => void)[] = [];
    const offers = {
      fetch: () => new Promise<never>(() => timers.at(0)?.()),
      setTimeout: (letGo: () => void) => timers.push(letGo),
    };
    expect(await runEvent(script, 'onMessageSend', draft, offers)).toEqual(allowed);
  });

  test('P7: a new mail is marked as one whose sending is told', async () => {
    const draft: EngineDraft = { session: {}, headers: {}, subject: '', to: [] };
    expect(await runEvent(script, 'onNewMessageCompose', draft, {})).toBeUndefined();
    expect(draft.session).toEqual({ 'correspond.events': 'yes' });
  });
});
