import { expect, test } from 'vitest';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import type { Activity, CorrelationMethod } from '#shared/model/activity.ts';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { check, deliver } from '../support/router.ts';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { createWorld, type World } from '../support/world.ts';

const guid = [1, 0xd9, 0x10, 0x22, 0x33, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const threadIndex = (...block: number[]) => `Thread-Index: ${Buffer.from([...guid, ...block]).toString('base64')}`;
const subject = 'Quote for pumps';
const anna = 'Anna Berg <anna@fabrikam.example>';
const everyone = 'visibility=organization';

/**
 * Five conversations of the same two people under one subject, each about a matter of its own, one for each sign that a mail
 * can carry. The one that likeness finds is the newest. The one with the token left from here, by SMTP.
 */
const open = async () => {
  const server = await startScriptedSmtp();
  const smtp = { host: '127.0.0.1', port: server.port, tls: 'none', credentials: null } as const;
  const world = await createWorld({ smtp });
  const { ben } = world;
  const found = {} as Record<CorrelationMethod, { readonly id: string; readonly matter: string }>;
  const matter = (name: string) => addRecord(world, ben, 'opportunity', { name });
  const tracked = async (method: CorrelationMethod, given: Parameters<typeof eml>[0]) => {
    const { id } = await matter(method);
    const { activity } = await ben.track(
      eml({ subject, from: anna, ...given }),
      `regarding=opportunity:${id}&${everyone}`,
    );
    found[method] = { id: activity!.id, matter: id };
  };
  await tracked('inReplyTo', { id: 'answered@fabrikam.example' });
  await tracked('references', { id: 'cited@fabrikam.example' });
  await tracked('conversationIndex', { id: 'index@fabrikam.example', headers: [threadIndex()] });
  const { id: regarded } = await matter('token');
  const regarding = [{ type: 'opportunity', id: regarded }];
  const written = await ben.call('createEmail', {
    body: { to: ['anna@fabrikam.example'], subject, text: 'Here it is.', regarding, visibility: 'organization' },
  });
  await ben.call('sendEmail', { params: { emailId: written.id } });
  await world.app.runner.settle();
  found.token = { id: written.id, matter: regarded };
  const token = (await ben.call('getEmail', { params: { emailId: written.id } })).token ?? '';
  world.clock.advance(7_200_000);
  await tracked('smartMatch', { id: 'like@fabrikam.example', date: 'Mon, 02 Mar 2026 09:30:00 +0000' });
  await world.ana.call('changeSettings', {
    body: { smartMatch: { ...defaultOrganizationSettings.smartMatch, enabled: true } },
  });
  return { world, server, found, token, [Symbol.asyncDispose]: () => world.close().then(() => server.stop()) };
};

const index = threadIndex(1, 2, 3, 4, 5);
/** From the strongest sign to the weakest; a mail of this row carries its own sign and all below it. */
const order = ['inReplyTo', 'references', 'token', 'conversationIndex', 'smartMatch'] as const;
const evidence = (token: string) => ({
  inReplyTo: '<answered@fabrikam.example>',
  references: '<cited@fabrikam.example>',
  token,
  conversationIndex: index,
  smartMatch: 'a like subject, 2 common addresses',
});
const named = {
  inReplyTo: 'In-Reply-To',
  references: 'References',
  token: 'its tracking token',
  conversationIndex: 'its conversation index',
  smartMatch: 'its subject and people',
} as const;

const mailWith = (strongest: (typeof order)[number] | null, token: string, given: Parameters<typeof eml>[0] = {}) => {
  const carried: readonly string[] = strongest === null ? [] : order.slice(order.indexOf(strongest));
  const carries = (sign: (typeof order)[number]) => carried.includes(sign);
  return eml({
    from: anna,
    date: 'Mon, 02 Mar 2026 10:00:00 +0000',
    subject: `Re: ${carries('smartMatch') ? subject : 'Lunch'}${carries('token') ? ` ${token}` : ''}`,
    headers: [
      ...(carries('inReplyTo') ? ['In-Reply-To: <answered@fabrikam.example>'] : []),
      ...(carries('references') ? ['References: <answered@fabrikam.example>\r\n <cited@fabrikam.example>'] : []),
      ...(carries('conversationIndex') ? [index] : []),
    ],
    ...given,
  });
};

/** The mail carries the signs of several conversations: kept, it would be the newest of them for the next. */
const forget = (world: World, { trackedBy }: Pick<Activity, 'trackedBy'>) =>
  world.ben.call('untrack', {
    params: { promotionId: trackedBy[0]?.promotionId ?? '' },
    query: { activity: 'delete' },
  });

test('C1: of all signs on one mail the strongest decides, one after another; the answer names it and why says it', async () => {
  await using at = await open();
  const { world, found, token } = at;
  for (const method of order) {
    const mail = mailWith(method, token, { id: `hand-${method}@fabrikam.example` });
    const { activity } = await world.ben.track(mail);
    const says = evidence(token)[method];
    expect(activity).toMatchObject({
      correlation: { method, activityId: found[method].id, evidence: says },
      regarding: [{ type: 'opportunity', id: found[method].matter }],
      flags: [],
    });
    expect(activity?.why).toContain(`it follows a tracked mail by ${named[method]} (${says})`);
    await forget(world, activity!);
  }
  const { activity } = await world.ben.track(mailWith(null, token, { id: 'none@fabrikam.example' }));
  expect(activity).toMatchObject({ correlation: null, regarding: [], flags: [] });
});

test('C1, A3: what a router hands over is correlated in the same order; all but likeness makes it solicited', async () => {
  await using at = await open();
  const { world, found, token } = at;
  const receives = async (method: (typeof order)[number] | null) => {
    const mail = mailWith(method, token, { id: `router-${method}@fabrikam.example` });
    const asked = await check(world.ana, mail);
    const { activityId, ...answer } = await deliver(world.ana, mail);
    expect(answer).toMatchObject({ promote: asked.promote, code: asked.code });
    if (activityId === null || activityId === undefined) return { code: answer.code };
    const activity = await world.ben.call('getActivity', { params: { activityId } });
    await forget(world, activity);
    const { correlation } = activity;
    return { code: answer.code, method: correlation?.method, activityId: correlation?.activityId };
  };
  for (const method of order.slice(0, 4))
    expect(await receives(method)).toEqual({ code: 2, method, activityId: found[method].id });
  expect(await receives('smartMatch')).toEqual({ code: 1 });
  expect(await receives(null)).toEqual({ code: 1 });
});

test('C8, T6: by whatever sign, a mail of a stranger is not linked, inherits nothing and is not solicited', async () => {
  await using at = await open();
  const { world, found, token } = at;
  const stranger = { from: 'Eve <eve@evil.example>', cc: 'anna@fabrikam.example' };
  for (const method of order) {
    const mail = mailWith(method, token, { ...stranger, id: `stranger-${method}@evil.example` });
    expect(await check(world.ana, mail)).toMatchObject({ promote: false, code: 1 });
    const { activity } = await world.ben.track(mail, everyone);
    const flag = method === 'token' ? 'tokenUnconfirmed' : 'correlationUnconfirmed';
    expect(activity).toMatchObject({ correlation: null, regarding: [], offeredRegarding: [], flags: [flag] });
    expect(activity?.why).toContain(`${named[method]} (${evidence(token)[method]}`);
    const { items } = await world.ben.call('listUnconfirmedCorrelations');
    expect(items.find((item) => item.activity.id === activity?.id)?.proposed).toMatchObject({
      method,
      activity: { id: found[method].id },
    });
    await forget(world, activity!);
  }
});
