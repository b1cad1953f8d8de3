import { describe, expect, test } from 'vitest';
import type { MailSecurity } from '#shared/model/mailbox.ts';
import type { MailSource } from '../../server/ports/mail-source.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { failureOf, fetchAll, mailNamed, settleAll, sourcesTrusting, subjectsOf } from '../support/mail-source.ts';
import { startScriptedMailbox, type ScriptedMailbox, type ScriptedReply } from '../support/scripted-mailbox.ts';

interface Folder {
  readonly uids: readonly number[];
  readonly capabilities?: string;
  /** Instead of what a good server says; undefined: as it does. */
  readonly instead?: (command: string, tag: string, line: string) => ScriptedReply | undefined;
  readonly sizeOf?: (uid: number) => number;
}

const body = (uid: number): string => mailNamed(`mail ${uid}`);
const setOf = (line: string): readonly number[] =>
  (/ (?:FETCH|UID) ([\d:,]+)/.exec(line)?.[1] ?? '').split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split(':').map(Number);
    return Array.from({ length: Math.min(last - first + 1, 100_000) }, (_, at) => first + at);
  });

const about = (folder: Folder, uid: number): string =>
  `UID ${uid} FLAGS () INTERNALDATE "01-Jan-2026 00:00:00 +0000" RFC822.SIZE ${folder.sizeOf?.(uid) ?? body(uid).length}`;
const fetched = (folder: Folder, uid: number, text = body(uid)): string =>
  `* ${uid} FETCH (${about(folder, uid)} BODY[]<0> {${Buffer.byteLength(text)}}\r\n${text})\r\n`;

const given = (folder: Folder, uid: number, line: string): string =>
  line.includes('BODY') ? fetched(folder, uid) : `* ${uid} FETCH (${about(folder, uid)})\r\n`;
const found = (folder: Folder, there: readonly number[], line: string): readonly number[] => {
  const larger = Number(/LARGER (\d+)/.exec(line)?.[1] ?? -1);
  return there.filter((uid) => (folder.sizeOf?.(uid) ?? body(uid).length) > larger);
};

const opened = ({ uids }: Folder): string =>
  [
    `* ${uids.length} EXISTS`,
    '* OK [UIDVALIDITY 7] ok',
    `* OK [UIDNEXT ${(uids.at(-1) ?? 0) + 1}] ok`,
    '* FLAGS (\\Seen \\Deleted)',
    '* OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)] ok',
    '',
  ].join('\r\n');

/** What a good server with this folder says before its OK. */
const usual = (folder: Folder, command: string, line: string): string => {
  const there = folder.uids.filter((uid) => setOf(line).includes(uid));
  switch (command) {
    case 'CAPABILITY':
      return `* CAPABILITY IMAP4rev1 AUTH=PLAIN ${folder.capabilities ?? 'ESEARCH UIDPLUS MOVE'}\r\n`;
    case 'EXAMINE':
    case 'SELECT':
      return opened(folder);
    case 'UID SEARCH':
      return `* SEARCH ${found(folder, there, line).join(' ')}\r\n`;
    case 'UID FETCH':
      return there.map((uid) => given(folder, uid, line)).join('');
    default:
      return '';
  }
};

const startFolder = async (folder: Folder): Promise<ScriptedMailbox> => {
  const certificate = await makeTestCertificate();
  const instead = folder.instead ?? (() => undefined);
  let authenticating = '';
  const reply = (line: string): ScriptedReply => {
    const [, tag = '', rest = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    // The response to the challenge of AUTHENTICATE comes without a tag.
    if (tag === '') return instead('RESPONSE', 'x', line) ?? `${authenticating} OK welcome\r\n`;
    const command = (/^UID \S+|^\S+/.exec(rest)?.[0] ?? '').toUpperCase();
    if (command === 'AUTHENTICATE') authenticating = tag;
    const good = command === 'AUTHENTICATE' ? '+ \r\n' : `${usual(folder, command, line)}${tag} OK done\r\n`;
    return instead(command, tag, line) ?? good;
  };
  return startScriptedMailbox({
    certificate,
    greeting: instead('GREETING', '*', '') ?? '* OK ready\r\n',
    reply,
  });
};

const open = (server: ScriptedMailbox, security: MailSecurity = 'none'): MailSource =>
  sourcesTrusting('', { timeouts: { connect: 2_000, greeting: 300, silence: 400 } }).open({
    mailboxId: 'm1',
    settings: {
      protocol: 'imap',
      host: '127.0.0.1',
      port: server.port,
      security,
      signIn: { kind: 'password', user: 'ana' },
      folders: ['INBOX'],
    },
    secret: 'harbour light',
    trustedHost: true,
    keepSecret: () => Promise.resolve(),
  });

const from = 0 as never;
const temporary = { name: 'TemporaryFailure' };

describe('IMAP servers that do not do as they should', () => {
  test('the scripted folder is read as it is', async () => {
    await using server = await startFolder({ uids: [3, 5, 9] });
    await using source = open(server);
    expect(subjectsOf((await fetchAll(source, { from })).mails)).toEqual(['mail 3', 'mail 5', 'mail 9']);
  });

  test.each(['GREETING', 'CAPABILITY', 'AUTHENTICATE', 'RESPONSE', 'LIST', 'EXAMINE', 'UID SEARCH', 'UID FETCH'])(
    'F5: a connection that is dropped or falls silent at %s is a temporary failure',
    async (at) => {
      for (const then of ['drop', 'silence'] as const) {
        const uids = [1, 2];
        await using server = await startFolder({
          uids,
          instead: (command) => (command === at ? { then } : undefined),
        });
        await using source = open(server);
        expect(await failureOf(fetchAll(source, { from }))).toMatchObject(temporary);
      }
    },
  );

  test('a mail that breaks off in the middle is not handed over, and comes when the server is well again', async () => {
    let broken = true;
    const folder: Folder = {
      uids: [1, 2, 3],
      instead: (command) => {
        if (!broken || command !== 'UID FETCH') return undefined;
        return { then: 'drop', text: `${fetched(folder, 1)}${fetched(folder, 2).slice(0, -40)}` };
      },
    };
    await using server = await startFolder(folder);
    await using source = open(server);
    const reading = source.fetch(
      { cursor: null, from, limit: 10, maxBytes: 10_000, known: () => Promise.resolve(new Set()) },
      new AbortController().signal,
    );
    const first = await reading.next();
    expect(first.done).toBe(false);
    await expect(reading.next()).rejects.toMatchObject(temporary);
    broken = false;
    const { cursor } = first.value;
    expect(subjectsOf((await fetchAll(source, { cursor })).mails)).toEqual(['mail 2', 'mail 3']);
  });

  test('a mail larger than its server says comes without bytes; one without end is not kept', async () => {
    const lying: Folder = {
      uids: [1, 2],
      sizeOf: () => 10,
      instead: (command, tag, line) =>
        command === 'UID FETCH' && line.includes('BODY')
          ? `${fetched(lying, 1, 'x'.repeat(1_001))}${fetched(lying, 2, 'y'.repeat(1_000))}${tag} OK done\r\n`
          : undefined,
    };
    await using server = await startFolder(lying);
    await using source = open(server);
    const { mails } = await fetchAll(source, { from, maxBytes: 1_000 });
    expect(mails.map(({ bytes }) => bytes?.byteLength ?? null)).toEqual([null, 1_000]);
    const endless: Folder = {
      uids: [1],
      instead: (command) =>
        command === 'UID FETCH' ? { then: 'silence', text: `* 1 FETCH (UID 1 BODY[] {2000000000}\r\n` } : undefined,
    };
    await using other = await startFolder(endless);
    await using hostile = open(other);
    expect(await failureOf(fetchAll(hostile, { from }))).toMatchObject(temporary);
  });

  test('answers out of order, twice or unasked: each mail comes once, and a place passes over none', async () => {
    const folder: Folder = {
      uids: [1, 2, 3],
      instead: (command, tag, line) => {
        if (command !== 'UID FETCH' || !line.includes('1:3')) return undefined;
        const mails = [3, 1, 1, 77, 2].map((uid) => fetched(folder, uid));
        return `* 2 FETCH (FLAGS (\\Seen))\r\n${mails.join('')}${tag} OK done\r\n`;
      },
    };
    await using server = await startFolder(folder);
    await using source = open(server);
    const { mails } = await fetchAll(source, { from });
    expect(subjectsOf(mails)).toEqual(['mail 3', 'mail 1', 'mail 2']);
    await using again = open(server);
    expect(subjectsOf((await fetchAll(again, { cursor: mails[0]?.cursor ?? null })).mails)).toHaveLength(3);
    expect(subjectsOf((await fetchAll(again, { cursor: mails[1]?.cursor ?? null })).mails)).toEqual([
      'mail 2',
      'mail 3',
    ]);
    expect((await fetchAll(again, { cursor: mails[2]?.cursor ?? null })).mails).toEqual([]);
  });

  test('a mail that is listed and not given out holds up no other, and is handed over without bytes in the end', async () => {
    const folder: Folder = {
      uids: [1, 2, 3],
      instead: (command, tag, line) =>
        command === 'UID FETCH' && line.includes('BODY') && setOf(line).includes(2)
          ? `${tag} NO cannot read it\r\n`
          : undefined,
    };
    await using server = await startFolder(folder);
    await using source = open(server);
    const first = await fetchAll(source, { from });
    expect(subjectsOf(first.mails)).toEqual(['mail 1', 'mail 3']);
    let { cursor } = first.end;
    const later: unknown[] = [];
    for (let poll = 2; poll <= 6; poll += 1) {
      const { mails, end } = await fetchAll(source, { cursor });
      later.push(...mails.map(({ bytes, sizeBytes, withheld }) => [poll, bytes, sizeBytes, withheld]));
      ({ cursor } = end);
    }
    expect(later).toEqual([[5, null, body(2).length, true]]);
  });

  test('nothing of ours is said when TLS is not there, or when the server speaks before it', async () => {
    await using plain = await startFolder({ uids: [] });
    expect(await failureOf(fetchAll(open(plain, 'startTls')))).toMatchObject({ code: 'tls_missing' });
    await using injecting = await startFolder({
      uids: [],
      capabilities: 'STARTTLS',
      instead: (command, tag) =>
        command === 'STARTTLS'
          ? { then: 'startTls', text: `${tag} OK go ahead\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n` }
          : undefined,
    });
    expect(await failureOf(fetchAll(open(injecting, 'startTls')))).toMatchObject(temporary);
    await using preauth = await startFolder({
      uids: [],
      instead: (command) => (command === 'GREETING' ? '* PREAUTH come in\r\n' : undefined),
    });
    expect(await failureOf(fetchAll(open(preauth, 'startTls')))).toMatchObject({ code: 'tls_missing' });
    const said = [...plain.lines, ...injecting.lines, ...preauth.lines].join('\n');
    expect(said).not.toMatch(/AUTHENTICATE|LOGIN|EXAMINE/);
  });

  test('a refused sign-in lasts unless the server says that it will pass; throttling says when', async () => {
    for (const [text, expected] of [
      ['NO [AUTHENTICATIONFAILED] no', { name: 'PermanentFailure', code: 'sign_in_refused' }],
      ['NO AUTHENTICATE failed.', { name: 'PermanentFailure', code: 'sign_in_refused' }],
      ['NO [UNAVAILABLE] no', { ...temporary, code: 'sign_in_failed' }],
      ['NO Temporary authentication failure', { ...temporary, code: 'sign_in_failed' }],
      ['BAD User is authenticated but not connected', { ...temporary, code: 'sign_in_failed' }],
    ] as const) {
      await using server = await startFolder({
        uids: [],
        instead: (command, tag) => (command === 'AUTHENTICATE' ? `${tag} ${text}\r\n` : undefined),
      });
      expect(await failureOf(fetchAll(open(server)))).toMatchObject(expected);
    }
    await using busy = await startFolder({
      uids: [1],
      instead: (command, tag) =>
        command === 'EXAMINE'
          ? `${tag} BAD Request is throttled. Suggested Backoff Time: 90000 milliseconds\r\n`
          : undefined,
    });
    expect(await failureOf(fetchAll(open(busy)))).toMatchObject({
      ...temporary,
      code: 'throttled',
      fields: { retryAfterMs: 90_000 },
    });
  });

  test('without MOVE and UIDPLUS a mail is copied and marked, and nothing of others is expunged', async () => {
    await using server = await startFolder({ uids: [1], capabilities: 'ESEARCH' });
    await using source = open(server);
    const { mails } = await fetchAll(source, { from });
    await settleAll(source, mails, { kind: 'move', folder: 'Done' });
    await settleAll(source, mails, { kind: 'delete' });
    const said = server.lines.join('\n');
    expect(said).toMatch(/UID COPY 1 /);
    expect(said).toMatch(/UID STORE 1 \+FLAGS.*\\Deleted/);
    expect(said).not.toMatch(/EXPUNGE/);
  });
});
