import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, commandLine, type Serving } from '../support/command-line.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';

const secret = 'ben light';
const deployments = { contoso: 'Contoso', fabrikam: 'Fabrikam' } as const;

let dovecot: Dovecot;
/** The product, which cannot see the mailboxes. */
let product: CommandLine;
let serving: Serving;
/** The site, which cannot see the database. */
let site: CommandLine;

const ok = async (argv: readonly string[]): Promise<string> => {
  const { code, out, err } = await product.run(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${code} ${err}`);
  return out.trim();
};
const keyOf = (organization: string, more: readonly string[] = []) =>
  ok(['token', '--user', 'ben@contoso.test', '--organization', organization, ...more]);
const call = async <T>(organization: string, path: string, init: RequestInit = {}): Promise<T> => {
  const answer = await fetch(`${serving.origin}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${await keyOf(organization)}`, 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
};
interface Items<T> {
  readonly items: T[];
}
const subjects = async (organization: string) =>
  (await call<Items<{ subject: string }>>(organization, '/activities')).items.map(({ subject }) => subject).toSorted();
const held = async (organization: string) =>
  (await call<Items<{ id: string; outcome: { sentence: string } }>>(organization, '/undeliverable')).items;

interface SiteMailbox {
  readonly address: string;
  readonly source: string;
  readonly for?: readonly string[];
  readonly sink?: boolean;
  readonly afterwards?: { readonly kind: string };
}
const at = (user: string, password = secret) =>
  `imap://${user}:${encodeURIComponent(password)}@127.0.0.1:${dovecot.imapPort}/INBOX`;
const own: SiteMailbox = { address: 'ben@contoso.test', source: '', for: ['contoso'] };
const sinkOf = (names: readonly string[]): SiteMailbox => ({
  address: 'crm@contoso.test',
  source: at('crm'),
  for: names,
  sink: true,
});

const write = (mailboxes: readonly SiteMailbox[], more: Record<string, unknown> = {}) =>
  writeFileSync(
    join(site.folder, 'data', 'site-madrid.json'),
    JSON.stringify({
      deployments: { contoso: { tokenFile: 'contoso.token' }, fabrikam: { tokenFile: 'fabrikam.token' } },
      mailboxes,
      ...more,
    }),
  );
const run = () => site.run(['router', 'run', '--server', serving.origin, '--site', 'madrid', '--once', '--json']);
const counts = async () => {
  const { code, out, err } = await run();
  if (code !== 0) throw new Error(`${code} ${err}`);
  return JSON.parse(out) as { fetched: number; tracked: number };
};
/** Everything that the site has on its disk. */
const onDisk = (): string =>
  readdirSync(join(site.folder, 'data'))
    .map((name) => readFileSync(join(site.folder, 'data', name), 'latin1'))
    .join('\n');
const inbox = (user: string) =>
  dovecot.doveadm('search', '-u', user, 'mailbox', 'INBOX', 'all').split('\n').filter(Boolean).length;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { ben: secret, crm: secret } });
  product = commandLine({ SERVICES: 'http' });
  site = commandLine({ LOG_LEVEL: 'silent' });
  for (const organization of Object.values(deployments)) {
    await ok(['organization', 'add', organization]);
    await ok(['user', 'add', 'ben@contoso.test', '--organization', organization, '--role', 'administrator']);
  }
  serving = await product.serve();
  await site.run(['migrate']);
  for (const [name, organization] of Object.entries(deployments)) {
    writeFileSync(join(site.folder, 'data', `${name}.token`), `${await keyOf(organization, ['--scope', 'router'])}\n`);
    chmodSync(join(site.folder, 'data', `${name}.token`), 0o600);
    await call(organization, '/me/settings', { method: 'PATCH', body: JSON.stringify({ acceptance: 'all' }) });
  }
});
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  await dovecot[Symbol.asyncDispose]();
  product[Symbol.dispose]();
  site[Symbol.dispose]();
});

describe('A18: a router at a site, without the database', () => {
  test('hands over what comes, keeps nothing of it, and a second run has nothing new', async () => {
    dovecot.deliver('ben', eml({ id: 'before@x.example', subject: 'Before' }));
    write([{ ...own, source: at('ben') }]);
    await counts();
    dovecot.deliver('ben', eml({ id: 'one@x.example', subject: 'From the site', text: 'A word nobody else writes.' }));
    expect(await counts()).toMatchObject({ fetched: 1, tracked: 1 });
    expect(await counts()).toMatchObject({ fetched: 0, tracked: 0 });
    expect([await subjects('Contoso'), await subjects('Fabrikam')]).toEqual([['From the site'], []]);
    for (const word of ['A word nobody else writes', 'From the site', 'anna@fabrikam.example', 'one@x.example'])
      expect(onDisk()).not.toContain(word);
    expect(inbox('ben')).toBe(2);
  });

  test('while the server is away nothing is settled and nothing is lost; it is told in a sentence', async () => {
    write([sinkOf(['contoso'])]);
    await counts();
    dovecot.deliver(
      'crm',
      eml({ id: 'away@x.example', subject: 'Server away', headers: ['Delivered-To: ben@contoso.test'] }),
    );
    await serving[Symbol.asyncDispose]();
    for (let tries = 0; tries < 6; tries += 1) {
      const { code, err } = await run();
      expect(code).toBe(1);
      expect(err).toBe('crm@contoso.test: The server of this site cannot be reached.\n');
    }
    expect(inbox('crm')).toBe(1);
    expect(onDisk()).not.toContain('Server away');
    serving = await product.serve();
    expect(await counts()).toMatchObject({ fetched: 1, tracked: 1 });
    expect([inbox('crm'), await subjects('Contoso')]).toEqual([0, ['From the site', 'Server away']]);
  });

  test('a token that is not taken stops nothing for ever: with another one the mail goes over', async () => {
    const path = join(site.folder, 'data', 'contoso.token');
    const right = readFileSync(path, 'utf8');
    writeFileSync(path, 'not-a-token-that-anybody-has');
    dovecot.deliver(
      'crm',
      eml({ id: 'key@x.example', subject: 'By key', headers: ['Delivered-To: ben@contoso.test'] }),
    );
    const refused = await run();
    expect([refused.code, refused.err]).toEqual([
      1,
      'crm@contoso.test: The server of this site does not take its token.\n',
    ]);
    expect(inbox('crm')).toBe(1);
    writeFileSync(path, right);
    expect(await counts()).toMatchObject({ fetched: 1, tracked: 1 });
    expect(inbox('crm')).toBe(0);
  });

  test('mail over the limit of the server stays where it is, and the next goes over', async () => {
    await call('Contoso', '/settings', { method: 'PATCH', body: JSON.stringify({ messageLimitBytes: 1_048_576 }) });
    const headers = ['Delivered-To: ben@contoso.test'];
    const large = 'a'.repeat(99).concat('\r\n').repeat(80_000);
    dovecot.deliver('crm', eml({ id: 'large@x.example', subject: 'Large', headers, text: large }));
    dovecot.deliver('crm', eml({ id: 'small@x.example', subject: 'Small', headers }));
    expect(await counts()).toMatchObject({ fetched: 2, tracked: 1 });
    expect(await counts()).toMatchObject({ fetched: 0, tracked: 0 });
    expect([inbox('crm'), (await subjects('Contoso')).includes('Small')]).toEqual([1, true]);
  });

  test('a mailbox that two deployments share: a mail is for the one whose key signed its token', async () => {
    write([sinkOf(['contoso', 'fabrikam'])]);
    await counts();
    const { id } = await call<{ id: string }>('Fabrikam', '/emails', {
      method: 'POST',
      body: JSON.stringify({ to: ['anna@fabrikam.example'], subject: 'Our offer', text: 'Here it is.' }),
    });
    await call('Fabrikam', `/emails/${id}/send`, { method: 'POST' });
    const { subjectSent } = await call<{ subjectSent: string }>('Fabrikam', `/emails/${id}`);
    expect(subjectSent).toMatch(/\[CRM-.*\]/);
    const headers = ['Delivered-To: ben@contoso.test'];
    dovecot.deliver('crm', eml({ id: 'answer@x.example', subject: `Re: ${subjectSent}`, headers }));
    const before = await subjects('Contoso');
    expect(await counts()).toMatchObject({ fetched: 1, tracked: 1 });
    expect([await subjects('Contoso'), await held('Contoso'), await held('Fabrikam')]).toEqual([before, [], []]);
    expect(await subjects('Fabrikam')).toEqual(['Our offer', `Re: ${subjectSent}`].toSorted());
  });

  test('where nothing tells whose it is, it is kept for a person by one, and never recorded in both', async () => {
    const before = [await subjects('Contoso'), await subjects('Fabrikam')];
    const headers = ['Delivered-To: ben@contoso.test'];
    dovecot.deliver('crm', eml({ id: 'whose@x.example', subject: 'Whose is it', headers }));
    expect(await counts()).toMatchObject({ fetched: 1, tracked: 0 });
    expect([await subjects('Contoso'), await subjects('Fabrikam')]).toEqual(before);
    const [kept] = await held('Contoso');
    expect(kept?.outcome.sentence).toContain('several organizations would take it');
    expect(await held('Fabrikam')).toEqual([]);
    expect(onDisk()).not.toContain('Whose is it');
    await call('Contoso', `/undeliverable/${kept?.id ?? ''}/retry`, { method: 'POST' });
    expect([await subjects('Contoso'), await subjects('Fabrikam')]).toEqual([
      [...(before[0] ?? []), 'Whose is it'].toSorted(),
      before[1],
    ]);
  });

  test('what is wrong in the file is named, without its secrets', async () => {
    const wrongly = async (mailboxes: readonly SiteMailbox[], more = {}) => {
      write(mailboxes, more);
      const { code, err } = await run();
      expect(code).toBe(1);
      expect(err).not.toContain(encodeURIComponent(secret));
      return err;
    };
    const right = { ...own, source: at('ben') };
    expect(await wrongly([])).toContain('mailboxes: ');
    expect(await wrongly([{ ...right, address: 'nobody' }])).toContain('mailboxes.0.address: is no e-mail address');
    expect(await wrongly([{ ...right, for: ['elsewhere'] }])).toContain('there is no deployment "elsewhere"');
    expect(await wrongly([right, right])).toContain('mailboxes.1.address: stands in the file twice');
    expect(await wrongly([{ ...right, afterwards: { kind: 'delete' } }])).toContain('only where "sink" is true');
    expect(await wrongly([{ ...right, source: 'gopher://a:b@c' }])).toContain('mailboxes.0.source');
    expect(await wrongly([right], { deployments: {} })).toContain('name at least one deployment');
    writeFileSync(join(site.folder, 'data', 'site-madrid.json'), '{');
    expect((await run()).err).toContain('is not JSON');
    const elsewhere = await site.run(['router', 'run', '--server', serving.origin, '--site', 'lisbon', '--once']);
    expect(elsewhere.err).toContain('cannot be read');
    for (const argv of [
      ['--site', 'madrid'],
      ['--server', serving.origin],
      ['--server', 'crm.contoso.test', '--site', 'madrid'],
      ['--server', serving.origin, '--site', '../madrid'],
    ])
      expect((await site.run(['router', 'run', ...argv])).code).toBe(2);
  });
});
