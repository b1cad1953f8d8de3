import { describe, expect, test } from 'vitest';
import type { MailSecurity } from '#shared/model/mailbox.ts';
import type { MailSource } from '../../server/ports/mail-source.ts';
import { failureOf, fetchAll, mailNamed, settleAll, sourcesTrusting, subjectsOf } from '../support/mail-source.ts';
import { type Lying, type Maildrop, startMaildrop, stuffed } from '../support/maildrop.ts';
import type { ScriptedMailbox } from '../support/scripted-mailbox.ts';

const open = (server: ScriptedMailbox, security: MailSecurity = 'none', silence = 300): MailSource =>
  sourcesTrusting('', { timeouts: { connect: 2_000, greeting: 300, silence } }).open({
    mailboxId: 'm1',
    settings: {
      protocol: 'pop3',
      host: '127.0.0.1',
      port: server.port,
      security,
      signIn: { kind: 'password', user: 'ana' },
    },
    secret: 'harbour light',
    trustedHost: true,
    keepSecret: () => Promise.resolve(),
  });

const from = 0 as never;
const temporary = { name: 'TemporaryFailure' };
const three: readonly Lying[] = ['a', 'b', 'c'].map((id) => ({ id, text: mailNamed(`mail ${id}`) }));

describe('POP3 servers that do not do as they should', () => {
  test.each(['GREETING', 'CAPA', 'USER', 'PASS', 'LIST', 'UIDL', 'RETR'])(
    'F6: a connection that is dropped or falls silent at %s is a temporary failure, and all mail is still there',
    async (at) => {
      for (const then of ['drop', 'silence'] as const) {
        const maildrop: Maildrop = { mails: three, instead: (verb) => (verb === at ? { then } : undefined) };
        await using server = await startMaildrop(maildrop);
        expect(await failureOf(fetchAll(open(server), { from }))).toMatchObject(temporary);
        expect(maildrop.mails).toEqual(three);
      }
    },
  );

  test('F6: dropped before QUIT nothing is deleted; asked again it is', async () => {
    let broken = true;
    const maildrop: Maildrop = {
      mails: three,
      instead: (verb) => (broken && verb === 'QUIT' ? { then: 'drop' } : undefined),
    };
    await using server = await startMaildrop(maildrop);
    const source = open(server);
    broken = false;
    const { mails } = await fetchAll(source, { from });
    broken = true;
    expect(await failureOf(settleAll(source, mails.slice(0, 2), { kind: 'delete' }))).toMatchObject(temporary);
    expect(maildrop.mails).toEqual(three);
    broken = false;
    for (let time = 0; time < 2; time += 1) {
      await settleAll(source, mails.slice(0, 2), { kind: 'delete' });
      expect(maildrop.mails).toEqual(three.slice(2));
    }
  });

  test('F6: a unique id that is given again to another mail is another mail, also when two have it at once', async () => {
    const maildrop: Maildrop = { mails: three };
    await using server = await startMaildrop(maildrop);
    const source = open(server);
    const first = await fetchAll(source, { from });
    const handled = new Set(first.mails.map(({ origin }) => JSON.stringify(origin)));
    maildrop.mails = [
      { id: 'a', text: mailNamed('another of that id') },
      ...three,
      { id: 'b', text: mailNamed('yet another one of it') },
    ];
    const { mails } = await fetchAll(source, { cursor: first.end.cursor });
    expect(subjectsOf(mails)).toEqual(['another of that id', 'yet another one of it']);
    for (const { origin } of mails) expect(handled.has(JSON.stringify(origin))).toBe(false);
  });

  test('a mail larger than the server says comes without bytes, and the next call goes on after it', async () => {
    const endless = `${mailNamed('endless')}${'x'.repeat(4_000_000)}\r\n`;
    const maildrop: Maildrop = {
      mails: [...three.slice(0, 1), { id: 'e', text: endless, size: 50 }, ...three.slice(1)],
    };
    await using server = await startMaildrop(maildrop);
    const source = open(server);
    const first = await fetchAll(source, { from, maxBytes: 1_000 });
    expect(subjectsOf(first.mails)).toEqual(['mail a', null]);
    expect(first.end.more).toBe(true);
    const second = await fetchAll(source, { cursor: first.end.cursor, maxBytes: 1_000 });
    expect(subjectsOf(second.mails)).toEqual(['mail b', 'mail c']);
  });

  test('dots are taken back and the end is found, wherever the pieces of the stream begin', async () => {
    const text = '.first\r\n..\r\n.\r\nSubject: dots\r\n\r\n...\r\nx.\r\n';
    for (const content of [text, '\r\n', '', '.\r\n']) {
      const maildrop: Maildrop = {
        mails: [{ id: 'd', text: content }],
        instead: (verb) =>
          verb === 'RETR' ? { then: 'byteByByte', text: `+OK\r\n${stuffed(content)}.\r\n` } : undefined,
      };
      await using server = await startMaildrop(maildrop);
      const { mails } = await fetchAll(open(server), { from });
      expect(Buffer.from(mails[0]?.bytes ?? []).toString('latin1')).toBe(content);
    }
  });

  test('a line or a list without end, and no unique ids', async () => {
    for (const [at, reply, expected] of [
      ['PASS', { then: 'silence', text: '+OK '.padEnd(100_000, 'x') }, temporary],
      ['UIDL', '-ERR what is that\r\n', { name: 'PermanentFailure', code: 'uidl_missing' }],
      ['LIST', { then: 'silence', text: `+OK\r\n${'1 1\r\n'.repeat(2_600_000)}` }, { code: 'mailbox_too_large' }],
      ['USER', 'HTTP/1.1 400 Bad Request\r\n', temporary],
    ] as const) {
      await using server = await startMaildrop({
        mails: three,
        instead: (verb) => (verb === at ? reply : undefined),
      });
      // What was sent decides, not that nothing more comes.
      expect(await failureOf(fetchAll(open(server, 'none', 50_000), { from }))).toMatchObject(expected);
    }
  });

  test('nothing of ours is said when TLS is not there, or when the server speaks before it', async () => {
    await using plain = await startMaildrop({
      mails: three,
      instead: (verb) => (verb === 'CAPA' ? '-ERR unknown\r\n' : undefined),
    });
    expect(await failureOf(fetchAll(open(plain, 'startTls')))).toMatchObject({ code: 'tls_missing' });
    await using injecting = await startMaildrop({
      mails: three,
      instead: (verb) => (verb === 'STLS' ? { then: 'startTls', text: '+OK\r\n+OK injected\r\n' } : undefined),
    });
    expect(await failureOf(fetchAll(open(injecting, 'startTls')))).toMatchObject(temporary);
    expect([...plain.lines, ...injecting.lines].join('\n')).not.toMatch(/USER|PASS|AUTH/);
  });

  test('a refused sign-in lasts unless the server says that it will pass', async () => {
    for (const [words, expected] of [
      ['[AUTH] no', { name: 'PermanentFailure', code: 'sign_in_refused' }],
      ['invalid password', { name: 'PermanentFailure', code: 'sign_in_refused' }],
      ['[IN-USE] the maildrop is locked', temporary],
      ['[SYS/TEMP] come back', temporary],
      ['[LOGIN-DELAY] not so fast', temporary],
    ] as const) {
      await using server = await startMaildrop({
        mails: three,
        instead: (verb) => (verb === 'PASS' ? `-ERR ${words}\r\n` : undefined),
      });
      expect(await failureOf(fetchAll(open(server)))).toMatchObject(expected);
    }
  });
});
