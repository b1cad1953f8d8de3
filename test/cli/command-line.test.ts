import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';

const cli = commandLine();
beforeAll(async () => {
  await cli.run(['organization', 'add', 'Contoso']);
  const sally = ['user', 'add', 'sally@contoso.test', '--organization', 'Contoso', '--role', 'administrator'];
  await cli.run([...sally, '--address', 's.sales@contoso.test']);
});
afterAll(() => cli[Symbol.dispose]());

describe('correspond', () => {
  test('exit code 2 and the usage on standard error for what it does not know', async () => {
    for (const argv of [
      [],
      ['doctor'],
      ['user', 'sing'],
      ['token'],
      ['organization', 'add'],
      ['serve', '--port', '1'],
    ]) {
      const { code, out, err } = await cli.run(argv);
      expect({ argv, code, out }).toEqual({ argv, code: 2, out: '' });
      expect(err).toContain('correspond ');
    }
    expect(await cli.spawn(['doctor'])).toMatchObject({ code: 2, out: '' });
  });

  test('an organization, a user and a token are enough to track a message', { timeout: 120_000 }, async () => {
    using own = commandLine();
    expect(await own.spawn(['organization', 'add', 'Contoso'])).toMatchObject({ code: 0, err: '' });
    const added = await own.spawn([
      ...['user', 'add', 'sally@contoso.test', '--organization', 'contoso', '--role', 'administrator'],
      ...['--name', 'Sally Sales', '--address', 's.sales@contoso.test', '--json'],
    ]);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(added.out)).toMatchObject({ email: 'sally@contoso.test', role: 'administrator' });
    const token = await own.spawn(['token', '--user', 'Sally@Contoso.test', '--organization', 'Contoso']);
    expect(token.out).toMatch(/^[A-Za-z0-9_-]{43}\n$/);

    await using server = await own.serve();
    const answer = await fetch(`${server.origin}/api/v1/promotions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.out.trim()}`, 'content-type': 'message/rfc822' },
      body: 'From: anna@fabrikam.test\r\nTo: sally@contoso.test\r\nSubject: Pumps\r\nMessage-ID: <1@fabrikam.test>\r\n\r\nHi\r\n',
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ created: true, activity: { subject: 'Pumps', direction: 'incoming' } });
    expect(server.out()).toBe(`${JSON.stringify({ listening: server.origin })}\n`);
  });

  test('what cannot be done ends with 1 and a sentence', async () => {
    const refused = [
      [['organization', 'add', 'CONTOSO'], 'already an organization'],
      [['user', 'add', 'sally@contoso.test', '--organization', 'Contoso'], 'already a user'],
      [['user', 'add', 'new@contoso.test', '--organization', 'Nowhere'], 'no organization "Nowhere"'],
      [['user', 'add', 'a@b.test\nc@d.test', '--organization', 'Contoso'], 'line break'],
      [
        ['user', 'add', 'x@contoso.test', '--organization', 'Contoso', '--address', 's.sales@contoso.test'],
        'has the address',
      ],
      [['user', 'disable', 'sally@contoso.test'], 'at least one active administrator'],
      [['token', '--user', 'nobody@contoso.test'], 'No active user'],
    ] as const;
    for (const [argv, sentence] of refused) {
      const { code, out, err } = await cli.run(argv);
      expect({ argv, code, out }).toEqual({ argv, code: 1, out: '' });
      expect(err).toContain(sentence);
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  test('a login joins a second organization and keeps its password', async () => {
    await cli.run(['organization', 'add', 'Northwind']);
    const joined = await cli.run(['user', 'add', 'sally@contoso.test', '--organization', 'Northwind']);
    expect(joined).toMatchObject({ code: 0, err: expect.stringContaining('also signs in to Contoso') });
    const taken = await cli.run(
      ['user', 'add', 'sally@contoso.test', '--organization', 'Northwind', '--password-stdin'],
      'a long enough password',
    );
    expect(taken.code).toBe(1);
    const listed = JSON.parse((await cli.run(['user', 'list', '--json'])).out) as { users: { email: string }[] };
    expect(listed.users.filter(({ email }) => email === 'sally@contoso.test')).toMatchObject([
      { organization: 'Contoso', email: 'sally@contoso.test', role: 'administrator', active: true },
      { organization: 'Northwind', email: 'sally@contoso.test', role: 'user', active: true },
    ]);
  });

  test('a disabled user gets no token', async () => {
    await cli.run(['user', 'add', 'tom@contoso.test', '--organization', 'Contoso']);
    expect(await cli.run(['user', 'disable', 'tom@contoso.test'])).toMatchObject({ code: 0 });
    expect(await cli.run(['token', '--user', 'tom@contoso.test'])).toMatchObject({ code: 1, out: '' });
  });

  test('somebody without a password is invited, also by whoever has only the database', async () => {
    await cli.run(['user', 'add', 'ina@contoso.test', '--organization', 'Contoso']);
    const invited = await cli.run(['user', 'invite', 'ina@contoso.test']);
    expect(invited.out).toMatch(/^http:\/\/localhost:0\/console\/invitation#[A-Za-z0-9_-]{43}\n$/);
    await cli.run(['user', 'disable', 'ina@contoso.test']);
    expect(await cli.run(['user', 'invite', 'ina@contoso.test'])).toMatchObject({ code: 1, out: '' });
    expect(await cli.run(['user', 'invite', 'nobody@contoso.test'])).toMatchObject({ code: 1, out: '' });
  });

  test('a weak password is refused and no user is left behind', async () => {
    const add = ['user', 'add', 'weak@contoso.test', '--organization', 'Contoso', '--password-stdin'];
    expect(await cli.run(add, 'password1234')).toMatchObject({ code: 1, err: expect.stringContaining('guessed') });
    expect(await cli.run(add, 'short')).toMatchObject({ code: 1, err: expect.stringContaining('12 to 256') });
    expect((await cli.run(['user', 'list'])).out).not.toContain('weak@');
  });

  test('O3: audit verify finds a changed entry', async () => {
    expect(await cli.run(['audit', 'verify'])).toMatchObject({ code: 0, out: expect.stringContaining('unbroken') });
    const database = new BetterSqlite3(join(cli.folder, 'data', 'correspond.sqlite'));
    database.exec(`update audit set reason = 'nothing happened' where sequence = 2`);
    database.close();
    expect(await cli.run(['audit', 'verify'])).toMatchObject({ code: 1, err: expect.stringContaining('entry 2') });
  });

  test('settings that cannot be used are one message and exit code 1', async () => {
    using other = commandLine({ PORT: 'http' });
    writeFileSync(join(other.folder, '.env'), 'DATABASE_URL=mysql://x\n');
    const { code, err } = await other.spawn(['migrate']);
    expect(code).toBe(1);
    expect(err).toContain('PORT ');
    expect(err).toContain('DATABASE_URL ');
  });
});
