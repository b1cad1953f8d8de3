import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallInput } from '#shared/contracts/api.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { connect, createMailboxWorld, incomingOf } from '../support/mailboxes.ts';
import { addRecord } from '../support/records.ts';
import { activities } from '../support/router.ts';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

type SearchBody = CallInput<'searchMailbox'>['body'];

const secret = 'some light';
const anna = 'anna@fabrikam.example';
let dovecot: Dovecot;
const users = ['talk', 'history', 'bounds', 'moved', 'private', 'junk'];

beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(users.map((name) => [name, secret])) });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

interface Stage extends AsyncDisposable {
  readonly world: World;
  readonly mailboxId: string;
  readonly search: (body: SearchBody) => Promise<Awaited<ReturnType<typeof searched>>>;
}

const searched = (world: World, mailboxId: string, body: SearchBody) =>
  world.ben.call('searchMailbox', { params: { mailboxId }, body });

/** Ben's mailbox at Dovecot, under a user of its own. */
const open = async (user: string): Promise<Stage> => {
  const world = await createWorld({
    clock: createTestClock(),
    mailAuthorities: [dovecot.authority],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailboxes: { watches: 0 },
  });
  const owner = { kind: 'user' as const, id: world.ben.id };
  const incoming = imapAt(dovecot, user);
  const { id: mailboxId } = await addServed(world, { owner, address: world.ben.email, incoming, secret });
  return {
    world,
    mailboxId,
    search: (body) => searched(world, mailboxId, body),
    [Symbol.asyncDispose]: () => world.close(),
  };
};

const answerTo = (id: string, before: string, change: Parameters<typeof eml>[0] = {}) =>
  eml({ id, subject: `Re: ${id}`, headers: [`References: <${before}>`], ...change });

const uids = (user: string, folder = 'INBOX') =>
  dovecot.doveadm('fetch', '-u', user, 'uid flags', 'mailbox', folder, 'all');

test('P9: the whole conversation is found in inbox and sent mail, through mails that only its other mails name', async () => {
  await using stage = await open('talk');
  const { world } = stage;
  dovecot.deliver('talk', eml({ id: 'a@fabrikam.example', subject: 'a', date: 'Mon, 02 Mar 2026 08:00:00 +0000' }));
  dovecot.deliver(
    'talk',
    answerTo('b@contoso.test', 'a@fabrikam.example', {
      from: 'ben@contoso.test',
      to: anna,
      date: 'Mon, 02 Mar 2026 09:00:00 +0000',
    }),
    'Sent',
  );
  dovecot.deliver(
    'talk',
    answerTo('c@fabrikam.example', 'b@contoso.test', { date: 'Mon, 02 Mar 2026 10:00:00 +0000' }),
  );
  dovecot.deliver(
    'talk',
    answerTo('d@fabrikam.example', 'c@fabrikam.example', { date: 'Mon, 02 Mar 2026 11:00:00 +0000' }),
  );
  dovecot.deliver('talk', eml({ id: 'other@fabrikam.example', subject: 'other' }));
  // The same mail twice, as when one keeps a copy.
  dovecot.deliver(
    'talk',
    eml({ id: 'a@fabrikam.example', subject: 'a', date: 'Mon, 02 Mar 2026 08:00:00 +0000' }),
    'Sent',
  );
  const before = [uids('talk'), uids('talk', 'Sent')];
  await world.ben.track(eml({ id: 'a@fabrikam.example', subject: 'a', date: 'Mon, 02 Mar 2026 08:00:00 +0000' }));
  const found = await stage.search({ about: { kind: 'messages', internetMessageIds: ['<a@fabrikam.example>'] } });
  expect(found.items.map(({ internetMessageId, becomes }) => [internetMessageId, becomes])).toEqual([
    ['<a@fabrikam.example>', 'tracked'],
    ['<b@contoso.test>', 'new'],
    ['<c@fabrikam.example>', 'new'],
    ['<d@fabrikam.example>', 'new'],
  ]);
  expect(found.more).toBe(false);
  expect(found.items.map(({ origin }) => origin.folder)).toContain('Sent');

  // One after another, the same twice, and taken back.
  const params = { mailboxId: stage.mailboxId };
  const pumps = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
  const track = (n: number) =>
    world.ben.call('promoteFound', {
      params,
      body: { origin: found.items[n]!.origin, regarding: [`opportunity:${pumps.id}`] },
    });
  const first = await track(1);
  expect(first).toMatchObject({
    created: true,
    promotion: { stood: false },
    activity: { direction: 'outgoing', regarding: [{ name: 'Twelve pumps' }], source: 'original' },
  });
  expect(await track(1)).toMatchObject({ created: false, promotion: { id: first.promotion!.id, stood: true } });
  await track(2);
  expect((await activities(world.ben)).map(({ subject }) => subject).sort()).toEqual([
    'Re: b@contoso.test',
    'Re: c@fabrikam.example',
    'a',
  ]);
  const again = await stage.search({ about: { kind: 'activity', id: first.activity!.id } });
  expect(again.items.map(({ becomes }) => becomes)).toEqual(['tracked', 'tracked', 'tracked', 'new']);
  await world.ben.call('untrack', { params: { promotionId: first.promotion!.id }, query: { activity: 'delete' } });
  expect(
    (await stage.search({ about: { kind: 'messages', internetMessageIds: ['<d@fabrikam.example>'] } })).items,
  ).toHaveLength(4);
  expect([uids('talk'), uids('talk', 'Sent')]).toEqual(before);
});

test('P9: the history of a contact: by any of its addresses, exactly those, newest first, within dates and folders', async () => {
  await using stage = await open('history');
  const { world, search } = stage;
  const contact = await addRecord(world, world.ben, 'contact', {
    name: 'Anna Berg',
    addresses: [anna, 'anna.private@mail.example'],
  });
  const mail = (n: number, from: string) =>
    eml({ id: `h${n}@fabrikam.example`, subject: `h${n}`, from, date: `Mon, 0${n} Mar 2026 08:00:00 +0000` });
  dovecot.deliver('history', mail(1, anna));
  dovecot.deliver('history', mail(2, 'Anna <Anna.Private@mail.example>'));
  dovecot.deliver('history', mail(3, `joanna@fabrikam.example`));
  dovecot.deliver('history', mail(4, 'somebody@else.example'));
  dovecot.deliver('history', mail(5, anna), 'Projects');
  dovecot.deliver(
    'history',
    eml({ id: 'h6@contoso.test', subject: 'h6', from: 'ben@contoso.test', to: 'x@y.example', cc: anna }),
    'Sent',
  );
  const about = { kind: 'record' as const, type: 'contact', id: contact.id };
  const subjects = async (body: Omit<SearchBody, 'about'> = {}) =>
    (await search({ about, ...body })).items.map(({ subject }) => subject);
  // By the dates that they carry: h6 is of the second, 08:00, as is h2; both stand before h1.
  const all = await subjects();
  expect([all.slice(0, 2).sort(), all.slice(2)]).toEqual([['h2', 'h6'], ['h1']]);
  expect(await subjects({ folders: ['Projects'] })).toEqual(['h5']);
  const { items } = await search({ about });
  const earliest = items.map(({ arrivedAt }) => arrivedAt ?? '').sort()[0] ?? '';
  const inProjects = (await search({ about, folders: ['Projects'] })).items[0]?.arrivedAt ?? '';
  expect(await subjects({ until: '2026-01-01T00:00:00Z' })).toEqual([]);
  expect(await subjects({ since: [earliest, inProjects].sort()[0]!, folders: ['Projects', 'INBOX'] })).toContain('h5');
  expect(
    items[0]?.parties.some(({ resolution }) => resolution.kind === 'resolved' && resolution.record.id === contact.id),
  ).toBe(true);
});

test('P9: bounds: 1 to 100 mails, 20 folders, 100 ids; more is told; a mail over the limit is shown and not taken', async () => {
  await using stage = await open('bounds');
  const { world, search, mailboxId } = stage;
  const contact = await addRecord(world, world.ben, 'contact', { name: 'Anna', addresses: [anna] });
  const about = { kind: 'record' as const, type: 'contact', id: contact.id };
  for (const n of [1, 2, 3]) dovecot.deliver('bounds', eml({ id: `n${n}@fabrikam.example`, subject: `n${n}` }));
  const ask = async (body: object) =>
    (await world.ben.ask('searchMailbox', { params: { mailboxId }, body: { about, ...body } })).status;
  expect([
    await ask({ limit: 0 }),
    await ask({ limit: 1 }),
    await ask({ limit: 100 }),
    await ask({ limit: 101 }),
  ]).toEqual([400, 200, 200, 400]);
  const folders = (count: number) => Array.from({ length: count }, () => 'INBOX');
  expect([
    await ask({ folders: folders(20) }),
    await ask({ folders: folders(21) }),
    await ask({ folders: [] }),
  ]).toEqual([200, 400, 400]);
  const ids = (count: number) => Array.from({ length: count }, (_none, n) => `<n${n}@fabrikam.example>`);
  const thread = (count: number) => ask({ about: { kind: 'messages', internetMessageIds: ids(count) } });
  expect([await thread(0), await thread(100), await thread(101)]).toEqual([400, 200, 400]);
  expect(await ask({ since: '2026-02-01T00:00:00Z', until: '2026-02-01T00:00:00Z' })).toBe(400);
  expect(await search({ about, limit: 2 })).toMatchObject({ items: [{}, {}], more: true });
  expect(await search({ about, limit: 3 })).toMatchObject({ items: [{}, {}, {}], more: false });

  await world.ana.call('changeSettings', { body: { messageLimitBytes: 1_048_576 } });
  dovecot.deliver('bounds', eml({ id: 'big@fabrikam.example', subject: 'big', text: 'x'.repeat(1_100_000) }));
  const [big] = (await search({ about, limit: 1 })).items;
  expect(big).toMatchObject({ becomes: 'refused', subject: null });
  expect(
    await world.ben.refused('promoteFound', { params: { mailboxId }, body: { origin: big!.origin } }),
  ).toMatchObject({
    code: 'message_too_large',
  });
});

test('P9: a mail that was moved since it was found, and one of a folder made anew, are not mistaken for another', async () => {
  await using stage = await open('moved');
  const { world, search, mailboxId } = stage;
  dovecot.deliver('moved', eml());
  const { items } = await search({ about: { kind: 'messages', internetMessageIds: ['<quote-1@fabrikam.example>'] } });
  const { origin } = items[0]!;
  if (origin.protocol !== 'imap') throw new Error('not found by IMAP');
  const refused = (change: object) =>
    world.ben.refused('promoteFound', { params: { mailboxId }, body: { origin: { ...origin, ...change } } });
  expect(await refused({ uid: origin.uid + 1 })).toMatchObject({ code: 'not_found' });
  expect(await refused({ uidValidity: '1' })).toMatchObject({ code: 'not_found' });
  expect(await refused({ folder: 'No such folder' })).toMatchObject({ code: 'mailbox_not_ready' });
  expect(await activities(world.ben)).toEqual([]);
});

test('P9: only one’s own mailbox: not another’s, not an administrator, not another organization, not one that waits for approval', async () => {
  await using stage = await open('private');
  const { world, mailboxId } = stage;
  dovecot.deliver('private', eml());
  const params = { mailboxId };
  const about = { kind: 'messages' as const, internetMessageIds: ['<quote-1@fabrikam.example>'] };
  const origin = { protocol: 'imap' as const, folder: 'INBOX', uidValidity: '1', uid: 1 };
  for (const caller of [world.ana, world.carla, world.olga]) {
    expect(await caller.refused('searchMailbox', { params, body: { about } })).toMatchObject({
      code: 'mailbox_not_found',
    });
    expect(await caller.refused('promoteFound', { params, body: { origin } })).toMatchObject({
      code: 'mailbox_not_found',
    });
  }
  const hidden = await addRecord(world, world.carla, 'contact', { name: 'Hidden', addresses: [anna], access: 'owner' });
  expect(
    await world.ben.refused('searchMailbox', {
      params,
      body: { about: { kind: 'record', type: 'contact', id: hidden.id } },
    }),
  ).toMatchObject({ code: 'record_not_found' });
  await world.ana.call('approveMailbox', { params, body: { approved: false } });
  expect(await world.ben.refused('searchMailbox', { params, body: { about } })).toMatchObject({
    code: 'mailbox_not_ready',
  });
});

test('P9: junk, deleted mail and drafts are never read; a POP3 mailbox says that it cannot be searched', async () => {
  await using stage = await open('junk');
  const { world, mailboxId } = stage;
  const about = { kind: 'messages' as const, internetMessageIds: ['<quote-1@fabrikam.example>'] };
  dovecot.deliver('junk', eml(), 'Spam');
  expect(
    await world.ben.refused('searchMailbox', { params: { mailboxId }, body: { about, folders: ['Spam'] } }),
  ).toMatchObject({ code: 'mailbox_not_ready' });
  await using folders = await createMailboxWorld();
  const lies = folders.folder('ben');
  const { ben } = folders.world;
  const { id } = await connect(folders.world, lies, {
    owner: { kind: 'user', id: ben.id },
    address: ben.email,
    incoming: incomingOf(lies, 'pop3'),
  });
  const refused = await ben.refused('searchMailbox', { params: { mailboxId: id }, body: { about } });
  expect(refused).toMatchObject({ code: 'mailbox_not_ready', detail: expect.stringContaining('only IMAP') as string });
});
