import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { MailSource } from '../../server/ports/mail-source.ts';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { asClient, type ImapPlace, lookInto } from '../support/imap-client.ts';
import { fetchAll, mailNamed, never, settleAll, sourcesTrusting, subjectsOf } from '../support/mail-source.ts';
import { promisesOfMailSources, type SourceServer } from './mail-source.contract.ts';

type ImapSettings = Extract<IncomingSettings, { protocol: 'imap' }>;

const secret = 'harbour light';
const people = Array.from({ length: 20 }, (_, at) => `person${at}`);
const users = Object.fromEntries(people.map((name) => [name, secret]));

const placeOf = ({ imapPort: port, authority }: Cyrus, user: string): ImapPlace => ({
  port,
  implicitTls: false,
  authority,
  user,
  secret,
});

const openAt = (
  { imapPort, authority }: Cyrus,
  user: string,
  given: Partial<ImapSettings> & { readonly secret?: string } = {},
): MailSource => {
  const { secret: other = secret, ...settings } = given;
  return sourcesTrusting(authority).open({
    mailboxId: 'm1',
    settings: {
      protocol: 'imap',
      host: 'localhost',
      port: imapPort,
      security: 'startTls',
      signIn: { kind: 'password', user },
      folders: ['INBOX'],
      ...settings,
    },
    secret: other,
    trustedHost: true,
    keepSecret: () => Promise.resolve(),
  });
};

interface Laid {
  readonly text: string;
  readonly arrivedAt?: Date;
}

const lay = (cyrus: Cyrus, user: string, mails: readonly Laid[], folder = 'INBOX'): Promise<void> =>
  asClient(placeOf(cyrus, user), async (client) => {
    for (const { text, arrivedAt = new Date() } of mails) await client.append(folder, text, [], arrivedAt);
  });

const startServer = async (): Promise<SourceServer> => {
  const cyrus = await startCyrus({ users });
  const free = [...people];
  return {
    mailbox: () => free.shift() ?? '',
    open: (mailbox, given = {}) => openAt(cyrus, mailbox, given),
    deliver: (mailbox, mails) => lay(cyrus, mailbox, mails),
    subjects: async (mailbox) => (await lookInto(placeOf(cyrus, mailbox))).map(({ subject }) => subject),
    moveTo: 'Sent',
    marks: true,
    stop: () => cyrus.stop(),
    start: () => cyrus.start(),
    [Symbol.asyncDispose]: () => cyrus[Symbol.asyncDispose](),
  };
};

promisesOfMailSources('IMAP at Cyrus', startServer);

describe('IMAP at Cyrus', () => {
  let cyrus: Cyrus;
  beforeAll(async () => {
    cyrus = await startCyrus({ users, masters: { router: 'master key' } });
  }, 60_000);
  afterAll(() => cyrus[Symbol.asyncDispose]());
  const named = (...subjects: readonly string[]): readonly Laid[] =>
    subjects.map((subject) => ({ text: mailNamed(subject) }));

  test('A13: fetching marks nothing as read; settling marks, moves to the folder and deletes that mail alone', async () => {
    await using source = openAt(cyrus, 'person0');
    const { end } = await fetchAll(source);
    await lay(cyrus, 'person0', named('one', 'two', 'three', 'marked by hand'));
    const { mails } = await fetchAll(source, { cursor: end.cursor });
    const seen = await lookInto(placeOf(cyrus, 'person0'));
    expect(seen.map(({ flags }) => flags)).toEqual([[], [], [], []]);
    await asClient(placeOf(cyrus, 'person0'), async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageFlagsAdd('4', ['\\Deleted']);
    });
    await settleAll(source, mails.slice(0, 1), { kind: 'mark' });
    await settleAll(source, mails.slice(1, 2), { kind: 'move', folder: 'Sent' });
    await settleAll(source, mails.slice(2, 3), { kind: 'delete' });
    expect(await lookInto(placeOf(cyrus, 'person0'))).toEqual([
      { subject: 'one', flags: ['\\Seen'] },
      { subject: 'marked by hand', flags: ['\\Deleted'] },
    ]);
    expect((await lookInto(placeOf(cyrus, 'person0'), 'Sent')).map(({ subject }) => subject)).toEqual(['two']);
    await expect(settleAll(source, mails.slice(0, 1), { kind: 'move', folder: 'Absent' })).rejects.toMatchObject({
      name: 'PermanentFailure',
      code: 'folder_missing',
    });
  });

  test('F6: a mailbox that was deleted and made anew has another UIDVALIDITY: what lies there comes', async () => {
    await using source = openAt(cyrus, 'person1', { folders: ['Projects'] });
    const place = placeOf(cyrus, 'person1');
    await asClient(place, (client) => client.mailboxCreate('Projects'));
    const { end } = await fetchAll(source);
    await lay(cyrus, 'person1', named('one'), 'Projects');
    const first = await fetchAll(source, { cursor: end.cursor });
    expect(subjectsOf(first.mails)).toEqual(['one']);
    await asClient(place, async (client) => {
      await client.mailboxDelete('Projects');
      await client.mailboxCreate('Projects');
    });
    await lay(cyrus, 'person1', named('one', 'two'), 'Projects');
    const again = await fetchAll(source, { cursor: first.end.cursor });
    expect(subjectsOf(again.mails)).toEqual(['one', 'two']);
    expect(again.mails[0]?.origin).not.toEqual(first.mails[0]?.origin);
    expect((await fetchAll(source, { cursor: again.end.cursor })).mails).toEqual([]);
  });

  test('A1: several folders, names that are not ASCII; a folder that is missing is named as such', async () => {
    const folder = 'Kunden/Größe & 見積';
    await asClient(placeOf(cyrus, 'person2'), (client) => client.mailboxCreate(folder));
    await using source = openAt(cyrus, 'person2', { folders: ['INBOX', folder] });
    const { end } = await fetchAll(source);
    await lay(cyrus, 'person2', named('in the inbox'));
    await lay(cyrus, 'person2', named('in the other'), folder);
    const { mails } = await fetchAll(source, { cursor: end.cursor });
    expect(mails.map((mail) => [subjectsOf([mail])[0], mail.folder])).toEqual([
      ['in the inbox', 'INBOX'],
      ['in the other', folder],
    ]);
    await using absent = openAt(cyrus, 'person2', { folders: ['INBOX', 'Absent'] });
    await expect(fetchAll(absent)).rejects.toMatchObject({ name: 'PermanentFailure', code: 'folder_missing' });
  });

  test('A26: one identity opens the mailbox of another', async () => {
    await lay(cyrus, 'person3', named('before'));
    const signIn = { kind: 'masterUser', user: 'person3', master: 'router' } as const;
    await using source = openAt(cyrus, 'person3', { signIn, secret: 'master key' });
    const { end } = await fetchAll(source);
    await lay(cyrus, 'person3', named('by the master'));
    expect(subjectsOf((await fetchAll(source, { cursor: end.cursor })).mails)).toEqual(['by the master']);
    await using refused = openAt(cyrus, 'person3', { signIn, secret: 'wrong' });
    await expect(fetchAll(refused)).rejects.toMatchObject({ code: 'sign_in_refused' });
  });

  test('A1: watching by IDLE tells of mail that comes, and of mail that came before it began', async () => {
    await using source = openAt(cyrus, 'person4');
    const { end } = await fetchAll(source);
    const watching = source.watch(never);
    await lay(cyrus, 'person4', named('while watching'));
    await watching;
    expect(subjectsOf((await fetchAll(source, { cursor: end.cursor })).mails)).toEqual(['while watching']);
    await lay(cyrus, 'person4', named('before watching'));
    await source.watch(never);
  });
});
