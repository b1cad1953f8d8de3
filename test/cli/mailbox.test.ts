import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';

const secret = 'p@ss w/rd%';
const written = encodeURIComponent(secret);

let dovecot: Dovecot;
let cli: CommandLine;
const ok = async (argv: readonly string[], input?: string): Promise<string> => {
  const { code, out, err } = await cli.run(argv, input);
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${code} ${err}`);
  return out;
};

interface Counts {
  readonly mailboxes: number;
  readonly fetched: number;
  readonly tracked: number;
}
const runOnce = async (): Promise<Counts> => JSON.parse(await ok(['router', 'run', '--once', '--json'])) as Counts;

interface Called {
  readonly subject: string;
  readonly direction: string;
  readonly parties: { readonly role: string; readonly address: string }[];
}
const activitiesOf = async (email: string): Promise<Called[]> => {
  const token = (await ok(['token', '--user', email])).trim();
  await using server = await cli.serve();
  const answer = await fetch(`${server.origin}/api/v1/activities`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { items: Called[] }).items;
};

const source = (scheme: string, user: string, port: number, path = '') =>
  `${scheme}://${user}:${written}@127.0.0.1:${port}${path}`;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { ben: secret, crm: secret, pop: secret } });
  cli = commandLine({ SERVICES: 'http' });
  await ok(['organization', 'add', 'Contoso']);
  for (const name of ['ben', 'carla', 'paul'])
    await ok(['user', 'add', `${name}@contoso.test`, '--organization', 'Contoso', '--role', 'administrator']);
  const token = (await ok(['token', '--user', 'ben@contoso.test'])).trim();
  await using server = await cli.serve();
  const call = (path: string, method: string, body: unknown) =>
    fetch(`${server.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await call('/records/contact', 'POST', { name: 'Anna Berg', addresses: ['anna@fabrikam.example'] });
  const users = (await (await call('/users', 'GET', undefined)).json()) as { items: { id: string }[] };
  for (const { id } of users.items) await call(`/users/${id}/settings`, 'PATCH', { acceptance: 'known' });
});
afterAll(async () => {
  await dovecot[Symbol.asyncDispose]();
  cli[Symbol.dispose]();
});

const stranger = eml({ id: 'stranger@x.example', from: 'Stranger <s@x.example>', subject: 'From a stranger' });

test("A1: mail of a user's IMAP mailbox becomes activities as acceptance says; a second run has nothing new", async () => {
  dovecot.deliver('ben', eml({ id: 'before@fabrikam.example', subject: 'Before' }));
  const argv = ['mailbox', 'add', '--user', 'ben@contoso.test', '--organization', 'Contoso', '--source'];
  expect(await ok([...argv, source('imap', 'ben', dovecot.imapPort, '/INBOX')])).toContain('Added ben@contoso.test');
  dovecot.deliver('ben', eml({ id: 'known@fabrikam.example', subject: 'From Anna' }));
  dovecot.deliver('ben', stranger);
  expect(await runOnce()).toMatchObject({ mailboxes: 1, fetched: 2, tracked: 1, problems: [] });
  expect(await runOnce()).toMatchObject({ mailboxes: 1, fetched: 0, tracked: 0 });
  expect(await activitiesOf('ben@contoso.test')).toMatchObject([{ subject: 'From Anna', direction: 'incoming' }]);
  expect(dovecot.doveadm('fetch', '-u', 'ben', 'flags', 'mailbox', 'INBOX')).not.toContain('Seen');
});

test('A11, A13: forwarded mail in a sink becomes the activity of whoever forwarded it, with its own sender, and the sink is emptied', async () => {
  const add = ['mailbox', 'add', '--sink', '--forwarded', '--organization', 'Contoso', '--source', '-'];
  await ok(add, source('imap', 'crm', dovecot.imapPort));
  const original = eml({ id: 'inner@fabrikam.example', subject: 'Original', to: 'Carla <carla@contoso.test>' });
  dovecot.deliver(
    'crm',
    eml({
      id: 'fw@contoso.test',
      from: 'Carla <carla@contoso.test>',
      to: 'crm@contoso.test',
      subject: 'FW: Original',
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
      text: ['--b', 'Content-Type: message/rfc822', '', original, '--b--'].join('\r\n'),
    }),
  );
  expect(await runOnce()).toMatchObject({ mailboxes: 2, fetched: 1, tracked: 1 });
  expect(await activitiesOf('carla@contoso.test')).toMatchObject([
    {
      subject: 'Original',
      parties: expect.arrayContaining([
        expect.objectContaining({ role: 'from', address: 'anna@fabrikam.example' }),
      ]) as unknown,
    },
  ]);
  expect(dovecot.doveadm('search', '-u', 'crm', 'all').trim()).toBe('');
  expect(await runOnce()).toMatchObject({ fetched: 0, tracked: 0 });
});

test('A1: mail of a POP3 mailbox becomes activities and is left where it is', async () => {
  dovecot.deliver('pop', eml({ id: 'old@fabrikam.example', subject: 'Before' }));
  const argv = ['mailbox', 'add', '--user', 'paul@contoso.test', '--organization', 'Contoso', '--source'];
  await ok([...argv, source('pop3', 'pop', dovecot.pop3Port)]);
  dovecot.deliver('pop', eml({ id: 'pop@fabrikam.example', subject: 'By POP3', to: 'paul@contoso.test' }));
  expect(await runOnce()).toMatchObject({ mailboxes: 3, fetched: 1, tracked: 1 });
  expect(await runOnce()).toMatchObject({ fetched: 0, tracked: 0 });
  expect(await activitiesOf('paul@contoso.test')).toMatchObject([{ subject: 'By POP3' }]);
  expect(dovecot.doveadm('search', '-u', 'pop', 'all').trim().split('\n')).toHaveLength(2);
});

test('A1: what cannot be added is said in a sentence without the secret, and nothing is added', async () => {
  const before = await ok(['mailbox', 'list', '--json']);
  const add =
    (address: string, owner = ['--user', 'ben@contoso.test']) =>
    () =>
      cli.run(['mailbox', 'add', ...owner, '--organization', 'Contoso', '--source', address]);
  const at = `127.0.0.1:${dovecot.imapPort}`;
  const tried: readonly [() => Promise<{ code: number | null; out: string; err: string }>, number, string][] = [
    [add(`imap://ben:wr0ng@${at}`), 1, 'refuse'],
    [add(`imap://ben:${written}@${at}/No%20such`), 1, 'folder'],
    [add(`ftp://ben:${written}@${at}`), 2, 'kind of --source'],
    [add(`imap://ben@${at}`), 2, 'SECRET'],
    [add('nothing'), 2, 'not an address'],
    [add(source('imap', 'ben', dovecot.imapPort), ['--user', 'nobody@contoso.test']), 1, 'no user'],
    [add(source('imap', 'ben', dovecot.imapPort), ['--queue', 'Nowhere']), 1, 'no queue'],
    [add(source('imap', 'ben', dovecot.imapPort), ['--sink', '--user', 'ben@contoso.test']), 2, 'one of'],
    [add(source('imap', 'ben', dovecot.imapPort)), 1, 'already'],
  ];
  for (const [run, code, sentence] of tried) {
    const { code: found, err } = await run();
    expect([found, err]).toEqual([code, expect.stringContaining(sentence)]);
    expect(err).not.toContain(written);
    expect(err).not.toContain('wr0ng');
  }
  expect(await ok(['mailbox', 'list', '--json'])).toBe(before);
});

test('A1: a mailbox is tested, switched off and on by its address; a server that is down is told and waited for', async () => {
  expect(await ok(['mailbox', 'test', 'ben@contoso.test'])).toContain('auth: passed');
  expect(await ok(['mailbox', 'enable', 'ben@contoso.test', '--off'])).toContain('switched off');
  expect(await runOnce()).toMatchObject({ mailboxes: 2 });
  expect(await ok(['mailbox', 'enable', 'ben@contoso.test'])).toContain('enabled');
  expect(await ok(['mailbox', 'approve', 'ben@contoso.test'])).toContain('approved');
  await dovecot.stop();
  expect(await cli.run(['mailbox', 'test', 'ben@contoso.test'])).toMatchObject({ code: 1 });
  const down = await cli.run(['router', 'run', '--once', '--json']);
  expect([down.code, down.err]).toEqual([1, expect.stringContaining('ben@contoso.test: ')]);
  await dovecot.start();
  dovecot.deliver('ben', eml({ id: 'later@fabrikam.example', subject: 'Later' }));
  expect(await runOnce()).toMatchObject({ mailboxes: 3, fetched: 1, tracked: 1, problems: [] });
});
