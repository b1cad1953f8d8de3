import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startGraph, type GraphServer } from '../support/graph/graph-server.ts';
import { activities, deliver, outcomes } from '../support/router.ts';
import { addServed, graphAt, graphSecret, imapAt } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

const ben = 'ben@contoso.test';
const clock = createTestClock();
let dovecot: Dovecot;
let graph: GraphServer;

/** One mailbox at a server, in the hands of its owner. */
interface Box {
  readonly incoming: () => IncomingSettings;
  readonly secret: string;
  readonly arrive: (mail: string, folder?: string) => void;
  readonly move: (id: string, folder: string) => void;
  readonly addFolder: (name: string) => void;
  /** Mails that lie in it now. */
  readonly count: (folder: string) => number;
  readonly sent: string;
}

const boxes: Readonly<Record<'IMAP' | 'Graph', Box>> = {
  IMAP: {
    incoming: () => imapAt(dovecot, 'ben'),
    secret: 'ben light',
    arrive: (mail, folder) => dovecot.deliver('ben', mail, folder),
    move: (id, folder) =>
      void dovecot.doveadm('move', '-u', 'ben', folder, 'mailbox', 'INBOX', 'header', 'Message-ID', `<${id}>`),
    addFolder: (name) => void dovecot.doveadm('mailbox', 'create', '-u', 'ben', name),
    count: (folder) =>
      dovecot.doveadm('search', '-u', 'ben', 'mailbox', folder, 'all').split('\n').filter(Boolean).length,
    sent: 'Sent',
  },
  Graph: {
    incoming: () => graphAt(graph, ben),
    secret: graphSecret,
    arrive: (mail, folder) =>
      void graph.deliver(ben, mail, { receivedAt: clock.now(), ...(folder === undefined ? {} : { folder }) }),
    move: (id, folder) => {
      const box = graph.mailbox(ben);
      const message = [...box.messages.values()].find(({ bytes }) => Buffer.from(bytes).includes(`<${id}>`));
      const there = [...box.folders.values()].find(({ displayName }) => displayName === folder);
      if (message !== undefined && there !== undefined) box.move(message, there);
    },
    addFolder: (name) => void graph.mailbox(ben).addFolder(name),
    count: (name) => {
      const box = graph.mailbox(ben);
      const folder = [...box.folders.values()].find(
        ({ displayName }) => displayName.toLowerCase() === name.toLowerCase(),
      );
      return box.inFolder(folder?.id ?? '').length;
    },
    sent: 'sentitems',
  },
};

beforeAll(async () => {
  dovecot = await startDovecot({ users: { ben: 'ben light' } });
  graph = await startGraph({ users: [ben], now: () => clock.now() });
});
afterAll(async () => {
  expect(graph.violations).toEqual([]);
  await graph[Symbol.asyncDispose]();
  await dovecot[Symbol.asyncDispose]();
});

const subjects = async (world: World) => (await activities(world.ben)).map(({ subject }) => subject).toSorted();
const poll = async (world: World) => {
  clock.advance(61_000);
  await world.app.runner.settle();
};
const bind = (world: World, folder: string, regarding: readonly RecordRef[], more = {}) =>
  world.ben.call('changeMySettings', {
    body: { rules: [{ name: folder, enabled: true, folder, regarding: [...regarding], ...more }] },
  });

describe.each(Object.entries(boxes))('A21: a folder of a mailbox (%s)', (protocol, box) => {
  const id = (name: string) => `${name}.${protocol.toLowerCase()}@strangers.example`;
  const open = async () => {
    const world = await createWorld({
      clock,
      mailAuthorities: [dovecot.authority, graph.authority],
      mailboxes: { watches: 0 },
    });
    const owner = { kind: 'user' as const, id: world.ben.id };
    const { id: mailboxId } = await addServed(world, {
      owner,
      address: ben,
      incoming: box.incoming(),
      secret: box.secret,
    });
    const north = await world.ana.call('createRecord', { params: { type: 'opportunity' }, body: { name: 'North' } });
    await poll(world);
    return { world, mailboxId, north: { type: 'opportunity', id: north.id } };
  };
  const stranger = (name: string) => eml({ id: id(name), subject: name, from: 'Stranger <s@strangers.example>' });

  test('bound to a record: mail that is moved there is tracked with that regarding, whatever is taken otherwise', async () => {
    const { world, mailboxId, north } = await open();
    await using _ = world;
    box.addFolder(`North ${protocol}`);
    expect((await world.ben.call('listMailboxFolders', { params: { mailboxId } })).items).toContain(
      `North ${protocol}`,
    );
    await bind(world, `north ${protocol.toLowerCase()}`, [north]);
    box.arrive(stranger('moved'));
    await poll(world);
    expect(await subjects(world)).toEqual([]);
    box.move(id('moved'), `North ${protocol}`);
    box.arrive(eml({ id: id('news'), subject: 'news', headers: ['List-Id: <l.example>'] }), `North ${protocol}`);
    await poll(world);
    await poll(world);
    expect(await activities(world.ben)).toMatchObject([
      { subject: expect.any(String) as string, regarding: [{ id: north.id }] },
      { subject: expect.any(String) as string, regarding: [{ id: north.id }] },
    ]);
    expect(await subjects(world)).toEqual(['moved', 'news']);
    const codes = (await outcomes(world.ben)).map(({ code }) => code).toSorted((a, b) => a - b);
    expect(codes).toEqual([1, 111, 111]);
  });

  test('mail that is tracked already regards the record from then on', async () => {
    const { world, north } = await open();
    await using _ = world;
    box.addFolder(`South ${protocol}`);
    await world.ben.call('changeMySettings', { body: { acceptance: 'all' } });
    await bind(world, `South ${protocol}`, [north]);
    box.arrive(stranger('twice'));
    await poll(world);
    expect(await activities(world.ben)).toMatchObject([{ subject: 'twice', regarding: [] }]);
    box.move(id('twice'), `South ${protocol}`);
    await poll(world);
    expect(await activities(world.ben)).toMatchObject([{ subject: 'twice', regarding: [{ id: north.id }] }]);
    const [last] = await outcomes(world.ben);
    expect(last).toMatchObject({ code: 0, sentence: expect.stringContaining('its folder is bound to') as string });
  });

  test('what is put into a bound folder stays there, also where handled mail is deleted', async () => {
    const { world, mailboxId, north } = await open();
    await using _ = world;
    box.addFolder(`West ${protocol}`);
    await world.ben.call('consentToSettlement', { params: { mailboxId }, body: { consents: true } });
    await world.ana.call('changeMailbox', { params: { mailboxId }, body: { settlement: { kind: 'delete' } } });
    await bind(world, `West ${protocol}`, [north]);
    await poll(world);
    box.arrive(stranger('kept'), `West ${protocol}`);
    box.arrive(stranger('deleted'));
    await poll(world);
    expect([await subjects(world), box.count(`West ${protocol}`), box.count('INBOX')]).toEqual([['kept'], 1, 0]);
  });

  test('a rule passes no exclusion and no ceiling; a folder that is not there, or is junk, stops nothing', async () => {
    const { world, north } = await open();
    await using _ = world;
    box.addFolder(`East ${protocol}`);
    const place = { folder: `East ${protocol}`, enabled: true, regarding: [north] };
    const absent = { folder: 'Nowhere', enabled: true, regarding: [north] };
    const junk = { folder: protocol === 'IMAP' ? 'Spam' : 'junkemail', enabled: true, regarding: [north] };
    await world.ben.call('changeMySettings', {
      body: {
        rules: [
          { ...absent, name: 'a' },
          { ...junk, name: 'b' },
          { ...place, name: 'c' },
        ],
        exclusions: ['strangers.example'],
      },
    });
    await poll(world);
    box.arrive(stranger('excluded'), `East ${protocol}`);
    await poll(world);
    await world.ben.call('changeMySettings', { body: { exclusions: [] } });
    await world.ana.call('changeSettings', { body: { acceptanceCeiling: 'replies' } });
    box.arrive(stranger('above the ceiling'), `East ${protocol}`);
    await poll(world);
    expect(await subjects(world)).toEqual([]);
    expect((await outcomes(world.ben)).map(({ code }) => code).toSorted((a, b) => a - b)).toEqual([1, 103]);
    expect((await world.ana.call('listMailboxes')).items).toMatchObject([{ health: { state: 'working' } }]);
  });

  test('of sent mail is read by the same rules once its owner has chosen it', async () => {
    const { world, mailboxId } = await open();
    await using _ = world;
    const params = { mailboxId };
    const { inbox, sent } = await world.ben.call('listMailboxFolders', { params });
    expect([inbox, sent]).toEqual(protocol === 'IMAP' ? ['INBOX', 'Sent'] : ['Inbox', 'Sent Items']);
    const folders = [protocol === 'IMAP' ? 'INBOX' : 'inbox', sent ?? ''];
    const chosen = await world.ben.call('setMailboxFolders', { params, body: { folders: [...folders, folders[0]!] } });
    expect(chosen.incoming).toMatchObject({ folders });
    await poll(world);
    await world.ben.call('changeMySettings', { body: { acceptance: 'all' } });
    const mail = {
      id: id('sent'),
      subject: 'Sent by Ben',
      from: 'Ben Carter <ben@contoso.test>',
      to: 'anna@fabrikam.example',
    };
    box.arrive(eml(mail), box.sent);
    await poll(world);
    expect(await activities(world.ben)).toMatchObject([{ subject: 'Sent by Ben', direction: 'outgoing' }]);
    const answer = eml({ id: id('answer'), subject: 'Re: Sent by Ben', headers: [`In-Reply-To: <${id('sent')}>`] });
    expect(await deliver(world.ana, answer)).toMatchObject({ code: 2 });
  });

  test('is chosen by its owner and by administrators alone; one that is not there or never read changes nothing', async () => {
    const { world, mailboxId } = await open();
    await using _ = world;
    const params = { mailboxId };
    const choose = async (caller: typeof world.ben, folders: string[]) =>
      (await caller.ask('setMailboxFolders', { params, body: { folders } })).status;
    const inbox = protocol === 'IMAP' ? 'INBOX' : 'inbox';
    for (const stranger of [world.carla, world.olga]) expect(await choose(stranger, [inbox])).toBe(404);
    const standing = (await world.ana.call('getMailbox', { params })).incoming;
    expect(await choose(world.ben, ['Nowhere'])).toBe(409);
    expect(await choose(world.ben, [protocol === 'IMAP' ? 'Trash' : 'Deleted Items'])).toBe(409);
    expect(await choose(world.ben, [])).toBe(400);
    expect(
      await choose(
        world.ben,
        Array.from({ length: 101 }, () => inbox),
      ),
    ).toBe(400);
    expect((await world.ana.call('getMailbox', { params })).incoming).toEqual(standing);
    expect(
      await choose(
        world.ben,
        Array.from({ length: 100 }, () => inbox),
      ),
    ).toBe(200);
    expect(await choose(world.ana, [inbox, box.sent])).toBe(200);
    expect((await world.ana.call('getMailbox', { params })).incoming).toMatchObject({ folders: [inbox, box.sent] });
  });

  test('its folders are told to its owner and to administrators, without those that are never read', async () => {
    const { world, mailboxId } = await open();
    await using _ = world;
    const params = { mailboxId };
    const { items } = await world.ana.call('listMailboxFolders', { params });
    for (const name of protocol === 'IMAP' ? ['Spam', 'Trash'] : ['Junk Email', 'Drafts', 'Deleted Items'])
      expect(items).not.toContain(name);
    expect(items).toContain(protocol === 'IMAP' ? 'INBOX' : 'Inbox');
    expect(await world.carla.refused('listMailboxFolders', { params })).toMatchObject({ code: 'mailbox_not_found' });
    expect(await world.olga.refused('listMailboxFolders', { params })).toMatchObject({ code: 'mailbox_not_found' });
  });
});

test('A21: a server that cannot be asked for its folders is told in a sentence', async () => {
  await using world = await createWorld({ clock, mailAuthorities: [dovecot.authority], mailboxes: { watches: 0 } });
  const owner = { kind: 'user' as const, id: world.ben.id };
  const { id: mailboxId } = await addServed(world, {
    owner,
    address: ben,
    incoming: imapAt(dovecot, 'ben'),
    secret: 'wrong',
  });
  expect(await world.ben.refused('listMailboxFolders', { params: { mailboxId } })).toMatchObject({
    code: 'mailbox_not_ready',
    detail: expect.stringContaining('could not be listed') as string,
  });
});
