import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { rightSecret } from '../support/folder-sources.ts';
import { connect, createMailboxWorld, incomingOf, poll } from '../support/mailboxes.ts';
import { acceptAll, activities, outcomes } from '../support/router.ts';
import type { World } from '../support/world.ts';

const mail = (n: number) => eml({ id: `mail-${n}@fabrikam.example`, subject: `Mail ${n}` });
const bens = ({ ben }: World) => ({ owner: { kind: 'user' as const, id: ben.id }, address: ben.email });
const subjects = async ({ ben }: World) => (await activities(ben)).map(({ subject }) => subject).toSorted();

export const mailboxContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = async () => createMailboxWorld(await newStore());

  test('A1: what lay in the mailbox is passed over; what comes is tracked, once; a poll without news changes nothing', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    const folder = stage.folder('ben');
    folder.put(mail(1), new Date('2026-03-02T08:00:00Z'));
    await connect(world, folder, bens(world));
    folder.put(mail(2), new Date('2026-03-02T09:00:30Z'));
    const [mailbox] = await poll(world);
    expect(mailbox).toMatchObject({
      ownerName: 'Ben Carter',
      health: { state: 'working', failures: 0, problem: null },
    });
    expect(await subjects(world)).toEqual(['Mail 2']);
    await poll(world);
    folder.put(mail(3), new Date('2026-03-02T09:02:30Z'));
    await poll(world);
    expect(await subjects(world)).toEqual(['Mail 2', 'Mail 3']);
    expect(await outcomes(world.ben)).toHaveLength(2);
    expect(folder.numbers()).toEqual([1, 2, 3]);
  });

  test('A13: a forward mailbox is emptied after the commit, and mail in it is the activity of whoever it reached', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    const folder = stage.folder('sink');
    await connect(world, folder, { owner: { kind: 'sink' }, address: 'forwarded@contoso.test' });
    folder.put(eml({ headers: ['Delivered-To: ben@contoso.test'] }), new Date('2026-03-02T09:00:30Z'));
    await poll(world);
    expect(await activities(world.ben)).toMatchObject([{ subject: 'Quote for pumps' }]);
    expect(folder.numbers()).toEqual([]);
  });

  test("A13: mail of a person's mailbox is deleted only with the setting of an administrator and the person's consent", async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    const folder = stage.folder('ben');
    const { id: mailboxId } = await connect(world, folder, bens(world));
    const settlement = { kind: 'delete' as const };
    const change = { params: { mailboxId }, body: { settlement } };
    expect(await world.ana.refused('changeMailbox', change)).toMatchObject({
      code: 'consent_missing',
      detail: expect.stringContaining('have agreed') as string,
    });
    const consent = (consents: boolean) => ({ params: { mailboxId }, body: { consents } });
    expect(await world.carla.refused('consentToSettlement', consent(true))).toMatchObject({
      code: 'mailbox_not_found',
    });
    await world.ben.call('consentToSettlement', consent(true));
    await world.ana.call('changeMailbox', change);
    folder.put(mail(1), new Date('2026-03-02T09:00:30Z'));
    await poll(world);
    expect([await subjects(world), folder.numbers()]).toEqual([['Mail 1'], []]);
    await world.ben.call('consentToSettlement', consent(false));
    folder.put(mail(2), new Date('2026-03-02T09:01:30Z'));
    await poll(world);
    expect([await subjects(world), folder.numbers()]).toEqual([['Mail 1', 'Mail 2'], [2]]);
  });

  test('A1: a mailbox that breaks waits longer each time and comes back by itself; others are read all the while', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    await acceptAll(world.carla);
    const [broken, whole] = [stage.folder('ben'), stage.folder('carla')];
    await connect(world, broken, bens(world));
    await connect(world, whole, { owner: { kind: 'user', id: world.carla.id }, address: world.carla.email });
    await poll(world);
    broken.breakDown(true);
    broken.put(mail(1), new Date('2026-03-02T09:02:30Z'));
    whole.put(eml({ to: world.carla.email }), new Date('2026-03-02T09:02:30Z'));
    expect((await poll(world)).map(({ health }) => health)).toMatchObject([
      { state: 'failing', failures: 1, problem: 'The mail server does not answer.' },
      { state: 'working' },
    ]);
    expect([await subjects(world), (await activities(world.carla)).length]).toEqual([[], 1]);
    const failures = async (afterMs: number) => (await poll(world, afterMs))[0]?.health.failures;
    expect([await failures(4_999), await failures(1), await failures(9_999), await failures(1)]).toEqual([1, 2, 2, 3]);
    broken.breakDown(false);
    expect((await poll(world, 20_000))[0]?.health).toMatchObject({ state: 'working', failures: 0, problem: null });
    expect(await subjects(world)).toEqual(['Mail 1']);
  });

  test('A26: a refused sign-in stops that mailbox with a sentence for its owner, who enters the secret anew', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    const folder = stage.folder('ben');
    const body = { incoming: incomingOf(folder), secret: rightSecret };
    const { id: mailboxId, approved } = await world.ben.call('addMyMailbox', { body });
    expect(approved).toBe(false);
    folder.put(mail(1), new Date('2026-03-02T09:00:30Z'));
    await poll(world);
    expect(await subjects(world)).toEqual([]);
    await world.ana.call('approveMailbox', { params: { mailboxId }, body: { approved: true } });
    folder.put(mail(2), new Date('2026-03-02T09:01:30Z'));
    await poll(world);
    expect(await subjects(world)).toEqual(['Mail 2']);
    const [stored] = await world.store.read(world.contoso.id, (read) => read.mailboxes.list());
    const seal = world.app.secretBox.seal(`${world.contoso.id}/mailbox/${mailboxId}/secret`, 'changed');
    await world.store.transact(world.contoso.id, (tx) => tx.mailboxes.saveSecret(mailboxId, seal));
    expect(stored?.sealedSecret).not.toContain(rightSecret);
    folder.put(mail(3), new Date('2026-03-02T09:02:30Z'));
    await poll(world);
    await poll(world, 3_600_000);
    const [own] = (await world.ben.call('listMyMailboxes')).items;
    expect(own?.health).toMatchObject({
      state: 'stopped',
      failures: 1,
      problem: expect.stringContaining('refuses') as string,
    });
    expect(JSON.stringify(own)).not.toContain(rightSecret);
    const secret = (given: string) => ({ params: { mailboxId }, body: { secret: given } });
    expect(await world.ben.refused('setMyMailboxSecret', secret('wrong'))).toMatchObject({ code: 'mailbox_not_ready' });
    await world.ben.call('setMyMailboxSecret', secret(rightSecret));
    await poll(world, 0);
    expect(await subjects(world)).toEqual(['Mail 2', 'Mail 3']);
  });

  test('A25: from IMAP to a second server by POP3 with copied mail: nothing is tracked again and nothing is missed', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    const [old, next] = [stage.folder('old'), stage.folder('new')];
    const { id: mailboxId, version } = await connect(world, old, bens(world));
    const arrived = (n: number) => new Date(Date.parse('2026-03-02T09:00:30Z') + n * 1_000);
    for (const n of [1, 2, 3]) old.put(mail(n), arrived(n));
    // Rejected mail counts as handled too: it is not judged anew.
    old.put(eml({ id: 'list@fabrikam.example', headers: ['List-Id: <l.example>'] }), arrived(4));
    await poll(world);
    for (const n of [5, 3, 2, 1]) next.put(mail(n), arrived(n));
    next.put(eml({ id: 'list@fabrikam.example', headers: ['List-Id: <l.example>'] }), arrived(4));
    const incoming = incomingOf(next, 'pop3');
    const to = (secret: string) => ({
      params: { mailboxId },
      body: { incoming, secret },
      headers: { 'If-Match': `"${version}"` },
    });
    expect(await world.ana.refused('changeMailbox', to('wrong'))).toMatchObject({ code: 'mailbox_not_ready' });
    expect(await world.ana.refused('changeMailbox', { params: { mailboxId }, body: { incoming } })).toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'secret' }],
    });
    await world.ana.call('changeMailbox', to(rightSecret));
    expect(await world.ana.refused('changeMailbox', to(rightSecret))).toMatchObject({ code: 'precondition_failed' });
    await poll(world);
    await poll(world);
    expect(await subjects(world)).toEqual(['Mail 1', 'Mail 2', 'Mail 3', 'Mail 5']);
    expect(await outcomes(world.ben)).toHaveLength(5);
  });

  test('A25: numbers that a server gives anew make no mail new', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    const folder = stage.folder('ben');
    await connect(world, folder, bens(world));
    for (const n of [1, 2]) folder.put(mail(n), new Date('2026-03-02T09:00:30Z'));
    await poll(world);
    folder.renumber();
    folder.put(mail(3), new Date('2026-03-02T09:01:30Z'));
    await poll(world);
    expect(await subjects(world)).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
    expect(await outcomes(world.ben)).toHaveLength(3);
  });

  test('A4: mail over the limit is outcome 105, at the limit it is tracked; it stays even in a forward mailbox', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    await world.ana.call('changeSettings', { body: { messageLimitBytes: 1_048_576 } });
    const folder = stage.folder('sink');
    await connect(world, folder, { owner: { kind: 'sink' }, address: 'forwarded@contoso.test' });
    const sized = (id: string, bytes: number) => {
      const head = eml({ id, subject: id, headers: ['Delivered-To: ben@contoso.test'], text: '' });
      return `${head}${'a'.repeat(bytes - head.length)}`;
    };
    folder.put(sized('at@fabrikam.example', 1_048_576), new Date('2026-03-02T09:00:30Z'));
    folder.put(sized('over@fabrikam.example', 1_048_577), new Date('2026-03-02T09:00:30Z'));
    await poll(world);
    await poll(world);
    expect(await subjects(world)).toEqual(['at@fabrikam.example']);
    const codes = (await world.ana.call('listOutcomes', { query: {} })).items.map(({ code }) => code);
    expect(codes.toSorted((a, b) => a - b)).toEqual([6, 105]);
    expect(folder.numbers()).toEqual([2]);
  });

  test('A1: mailboxes are added, listed and removed by administrators, each place once, and never give a secret out', async () => {
    await using stage = await open();
    const { world } = stage;
    const folder = stage.folder('ben');
    const body = { incoming: incomingOf(folder), secret: rightSecret, ...bens(world) };
    const added = await world.ana.call('addMailbox', { body });
    expect(added).toMatchObject({ approved: true, enabled: false, settlement: { kind: 'leave' }, pollSeconds: 60 });
    expect(await world.ana.refused('addMailbox', { body })).toMatchObject({ code: 'already_exists' });
    expect(await world.ben.refused('listMailboxes')).toMatchObject({ code: 'not_permitted' });
    const params = { mailboxId: added.id };
    expect(await world.olga.refused('getMailbox', { params })).toMatchObject({ code: 'mailbox_not_found' });
    const seconds = (pollSeconds: number) => world.ana.ask('changeMailbox', { params, body: { pollSeconds } });
    const statuses = [await seconds(9), await seconds(10), await seconds(86_400), await seconds(86_401)];
    expect(statuses.map(({ status }) => status)).toEqual([400, 200, 200, 400]);
    expect(await world.ana.call('testMailbox', { params })).toMatchObject({ passed: true });
    const tried = { body: { incoming: incomingOf(folder), secret: 'wrong' } };
    expect(await world.ana.call('testIncoming', tried)).toMatchObject({ passed: false, steps: [{ step: 'auth' }] });
    expect(JSON.stringify(await world.ana.call('listMailboxes'))).not.toContain(rightSecret);
    await world.ana.call('removeMailbox', { params });
    expect((await world.ana.call('listMailboxes')).items).toEqual([]);
  });

  test('A22: a forward mailbox that keeps its mail loses what was handled after the days that are set, and nothing else', async () => {
    await using stage = await open();
    const { world } = stage;
    await acceptAll(world.ben);
    await world.ana.call('changeSettings', { body: { messageLimitBytes: 1_048_576 } });
    const folder = stage.folder('sink');
    const settlement = { kind: 'leave' as const };
    await connect(world, folder, { owner: { kind: 'sink' }, address: 'forwarded@contoso.test', settlement });
    const sent = (n: number, text = '') =>
      eml({ id: `${n}@fabrikam.example`, headers: ['Delivered-To: ben@contoso.test'], text });
    folder.put(sent(1), new Date('2026-03-02T09:00:30Z'));
    folder.put(sent(2, 'a'.repeat(1_048_576)), new Date('2026-03-02T09:00:30Z'));
    await poll(world);
    const days = 7 * 86_400_000;
    await poll(world, days);
    expect(folder.numbers()).toEqual([1, 2]);
    folder.put(sent(3), new Date('2026-03-09T09:01:30Z'));
    await poll(world);
    expect(folder.numbers()).toEqual([2, 3]);
    await world.ana.call('changeSettings', { body: { sinkPurgeDays: 0 } });
    await poll(world, 2 * days);
    expect(folder.numbers()).toEqual([2, 3]);
    expect(await activities(world.ben)).toHaveLength(2);
  });

  test('A1: news that come while a mailbox is being read make it due again when that reading ends', async () => {
    await using stage = await open();
    const { world } = stage;
    const { id } = await connect(world, stage.folder('a'), { owner: { kind: 'sink' }, address: 'a@contoso.test' });
    const claim = () =>
      world.store.transact(world.contoso.id, (tx) => tx.mailboxes.claim({ owner: 'one', leaseMs: 15_000, most: 1 }));
    const release = () =>
      world.store.transact(world.contoso.id, (tx) => tx.mailboxes.release({ mailboxId: id, owner: 'one' }, 60_000));
    const hurry = () => world.store.transact(world.contoso.id, (tx) => tx.mailboxes.hurry(id));
    expect(await claim()).toHaveLength(1);
    await release();
    expect(await claim()).toHaveLength(0);
    await hurry();
    expect(await claim()).toHaveLength(1);
    await hurry();
    expect(await claim()).toHaveLength(0);
    await release();
    expect(await claim()).toHaveLength(1);
    await release();
    expect(await claim()).toHaveLength(0);
  });

  test('A1: a lease is for one process; another takes what is free, and nothing is committed without one', async () => {
    await using stage = await open();
    const { world } = stage;
    for (const name of ['a', 'b', 'c'])
      await connect(world, stage.folder(name), { owner: { kind: 'sink' }, address: `${name}@contoso.test` });
    const claim = (owner: string, most: number) =>
      world.store.transact(world.contoso.id, (tx) => tx.mailboxes.claim({ owner, leaseMs: 15_000, most }));
    const [first, second] = await Promise.all([claim('one', 2), claim('two', 2)]);
    const taken = [...first, ...second].map(({ mailboxId }) => mailboxId);
    expect([taken.length, new Set(taken).size]).toEqual([3, 3]);
    expect(await claim('three', 3)).toEqual([]);
    const [mailboxId = ''] = taken;
    const holds = (owner: string) =>
      world.store.transact(world.contoso.id, (tx) => tx.mailboxes.hold({ mailboxId, owner }, null));
    const owner = first.some((one) => one.mailboxId === mailboxId) ? 'one' : 'two';
    expect([await holds(owner), await holds('three')]).toEqual([true, false]);
    world.clock.advance(15_000);
    expect((await claim('three', 3)).map(({ unclean }) => unclean)).toEqual([true, true, true]);
    expect(await holds(owner)).toBe(false);
  });
};
