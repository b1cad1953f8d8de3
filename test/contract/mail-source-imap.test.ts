import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { MailSource, SourceProfile } from '../../server/ports/mail-source.ts';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { lookInto as lookIntoAs, type SeenMail } from '../support/imap-client.ts';
import { asked, fetchAll, mailNamed, never, settleAll, sourcesTrusting, subjectsOf } from '../support/mail-source.ts';
import { promisesOfMailSources, type SourceServer } from './mail-source.contract.ts';

type ImapSettings = Extract<IncomingSettings, { protocol: 'imap' }>;

const secret = 'harbour light';
const people = Array.from({ length: 40 }, (_, at) => `person${at}`);
const users = Object.fromEntries(people.map((name) => [name, secret]));

const settingsOf = (dovecot: Dovecot, user: string, given: Partial<ImapSettings> = {}): ImapSettings => ({
  protocol: 'imap',
  host: 'localhost',
  port: dovecot.imapPort,
  security: 'startTls',
  signIn: { kind: 'password', user },
  folders: ['INBOX'],
  ...given,
});

const profileOf = (settings: ImapSettings, given: Partial<SourceProfile> = {}): SourceProfile => ({
  mailboxId: 'm1',
  settings,
  secret,
  trustedHost: true,
  keepSecret: () => Promise.resolve(),
  ...given,
});

/** What another client sees in a folder. */
const lookInto = (
  { imapsPort: port, authority }: Dovecot,
  user: string,
  folder = 'INBOX',
): Promise<readonly SeenMail[]> => lookIntoAs({ port, implicitTls: true, authority, user, secret }, folder);

const startServer = async (): Promise<SourceServer> => {
  const dovecot = await startDovecot({ users });
  const free = [...people];
  return {
    mailbox: () => free.shift() ?? '',
    open: (mailbox, given = {}) =>
      sourcesTrusting(dovecot.authority).open(profileOf(settingsOf(dovecot, mailbox), given)),
    deliver: (mailbox, mails) =>
      dovecot.lay(
        mailbox,
        mails.map(({ text, arrivedAt = new Date() }) => ({ bytes: text, arrivedAt })),
      ),
    subjects: async (mailbox) => (await lookInto(dovecot, mailbox)).map(({ subject }) => subject),
    moveTo: 'Sent',
    marks: true,
    stop: () => dovecot.stop(),
    start: () => dovecot.start(),
    [Symbol.asyncDispose]: () => dovecot[Symbol.asyncDispose](),
  };
};

promisesOfMailSources('IMAP', startServer);

describe('IMAP', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot({ users, masters: { router: 'master key' } });
  }, 60_000);
  afterAll(() => dovecot[Symbol.asyncDispose]());

  const open = (user: string, given: Partial<ImapSettings> = {}, profile: Partial<SourceProfile> = {}): MailSource =>
    sourcesTrusting(dovecot.authority).open(profileOf(settingsOf(dovecot, user, given), profile));
  const lay = (user: string, ...subjects: readonly string[]): void =>
    dovecot.lay(
      user,
      subjects.map((subject) => ({ bytes: mailNamed(subject), arrivedAt: new Date() })),
    );

  test('fetching marks nothing as read; settling marks, and moves to the folder', async () => {
    await using source = open('person0');
    const { end } = await fetchAll(source);
    lay('person0', 'one', 'two');
    const { mails } = await fetchAll(source, { cursor: end.cursor });
    expect((await lookInto(dovecot, 'person0')).map(({ flags }) => flags)).toEqual([[], []]);
    await settleAll(source, mails.slice(0, 1), { kind: 'mark' });
    await settleAll(source, mails.slice(1), { kind: 'move', folder: 'Sent' });
    expect(await lookInto(dovecot, 'person0')).toEqual([{ subject: 'one', flags: ['\\Seen'] }]);
    expect((await lookInto(dovecot, 'person0', 'Sent')).map(({ subject }) => subject)).toEqual(['two']);
    await expect(settleAll(source, mails.slice(0, 1), { kind: 'move', folder: 'Absent' })).rejects.toMatchObject({
      name: 'PermanentFailure',
      code: 'folder_missing',
    });
  });

  test('deleting takes away that mail alone, whatever others have marked as deleted', async () => {
    await using source = open('person1');
    const { end } = await fetchAll(source);
    lay('person1', 'ours', 'marked by hand', 'kept');
    const { mails } = await fetchAll(source, { cursor: end.cursor });
    dovecot.doveadm('flags', 'add', '-u', 'person1', '\\Deleted', 'mailbox', 'INBOX', 'subject', 'marked by hand');
    await settleAll(source, mails.slice(0, 1), { kind: 'delete' });
    expect((await lookInto(dovecot, 'person1')).map(({ subject }) => subject)).toEqual(['marked by hand', 'kept']);
  });

  test('F5: what a broken connection left marked and not removed is removed when it is settled again', async () => {
    await using source = open('person30');
    const { end } = await fetchAll(source);
    lay('person30', 'half removed', 'kept');
    const { mails } = await fetchAll(source, { cursor: end.cursor });
    dovecot.doveadm('flags', 'add', '-u', 'person30', '\\Deleted', 'mailbox', 'INBOX', 'subject', 'half removed');
    await settleAll(source, mails.slice(0, 1), { kind: 'delete' });
    expect((await lookInto(dovecot, 'person30')).map(({ subject }) => subject)).toEqual(['kept']);
  });

  test('F6: after UIDVALIDITY has changed all that came since the beginning comes again, and nothing from before', async () => {
    const hour = 3_600_000;
    const earlier = new Date(Date.now() - 2 * hour);
    dovecot.lay('person2', [{ bytes: mailNamed('from before'), arrivedAt: earlier }]);
    await using source = open('person2');
    const { end } = await fetchAll(source);
    lay('person2', 'one', 'two');
    const first = await fetchAll(source, { cursor: end.cursor });
    expect(subjectsOf(first.mails)).toEqual(['one', 'two']);
    lay('person2', 'three');
    dovecot.loseIndexes('person2');
    const again = await fetchAll(source, { cursor: first.end.cursor });
    expect(subjectsOf(again.mails)).toEqual(['one', 'two', 'three']);
    expect(again.mails[0]?.origin).not.toEqual(first.mails[0]?.origin);
    expect((await fetchAll(source, { cursor: again.end.cursor })).mails).toEqual([]);
    // What is settled under UIDs of before is gone there; nothing else is touched.
    await settleAll(source, first.mails, { kind: 'delete' });
    expect(await lookInto(dovecot, 'person2')).toHaveLength(4);
  });

  test('several folders each have their place; names that are not ASCII, keywords, and none waits for ever', async () => {
    const folder = 'Kunden/Größe & 見積';
    for (const name of ['Kunden', folder]) dovecot.doveadm('mailbox', 'create', '-u', 'person3', name);
    await using source = open('person3', { folders: ['INBOX', folder, 'Sent'] });
    let { cursor } = (await fetchAll(source)).end;
    lay('person3', 'in one', 'in two', 'in three');
    dovecot.deliver('person3', mailNamed('other one'), folder);
    dovecot.deliver('person3', mailNamed('sent one'), 'Sent');
    dovecot.doveadm('flags', 'add', '-u', 'person3', '$Important', 'mailbox', folder, 'all');
    const found: unknown[] = [];
    for (let more = true; more;) {
      const step = await fetchAll(source, { cursor, limit: 2 });
      found.push(...step.mails.map((mail) => [subjectsOf([mail])[0], mail.folder, mail.categories]));
      ({ cursor, more } = step.end);
    }
    expect(found).toEqual([
      ['in one', 'INBOX', []],
      ['in two', 'INBOX', []],
      ['other one', folder, ['$Important']],
      ['sent one', 'Sent', []],
      ['in three', 'INBOX', []],
    ]);
  });

  test('A1: folders for junk, deleted mail and drafts are refused, and a folder that is missing is named as such', async () => {
    for (const name of ['Trash', 'Spam']) dovecot.doveadm('mailbox', 'create', '-u', 'person4', name);
    for (const [folder, code] of [
      ['Trash', 'folder_refused'],
      ['Spam', 'folder_refused'],
      ['Absent', 'folder_missing'],
    ]) {
      await using source = open('person4', { folders: ['INBOX', folder ?? ''] });
      await expect(fetchAll(source)).rejects.toMatchObject({ name: 'PermanentFailure', code });
    }
  });

  test('A26: a master user opens the mailbox of another', async () => {
    lay('person5', 'before');
    const given: Partial<ImapSettings> = { signIn: { kind: 'masterUser', user: 'person5', master: 'router' } };
    await using source = open('person5', given, { secret: 'master key' });
    const { end } = await fetchAll(source);
    lay('person5', 'by the master');
    expect(subjectsOf((await fetchAll(source, { cursor: end.cursor })).mails)).toEqual(['by the master']);
    await using refused = open('person5', given, { secret });
    await expect(fetchAll(refused)).rejects.toMatchObject({ code: 'sign_in_refused' });
  });

  test('TLS: from the first byte too; never past a certificate, an inner network or into the clear', async () => {
    await using implicit = open('person6', { port: dovecot.imapsPort, security: 'tls' });
    expect((await fetchAll(implicit)).mails).toEqual([]);
    const distant = createEgressGuard({
      allowedNetworks: ['10.0.0.0/8'],
      resolve: () => Promise.resolve(['10.1.2.3']),
    });
    for (const [source, code] of [
      [sourcesTrusting('').open(profileOf(settingsOf(dovecot, 'person6'))), 'certificate_refused'],
      [open('person6', {}, { trustedHost: false }), 'host_refused'],
      // The second host is not on this machine: nobody connects there in the clear.
      [
        sourcesTrusting(dovecot.authority, {}, distant).open(
          profileOf(settingsOf(dovecot, 'person6', { security: 'none' }), { trustedHost: false }),
        ),
        'tls_missing',
      ],
    ] as const) {
      await expect(fetchAll(source)).rejects.toMatchObject({ name: 'PermanentFailure', code });
    }
  });

  test('watching tells of mail that comes, and of mail that came before it began', async () => {
    await using source = open('person7');
    const { end } = await fetchAll(source);
    const watching = source.watch(new AbortController().signal);
    lay('person7', 'while watching');
    dovecot.deliver('person7', mailNamed('and one more'));
    await watching;
    const { mails } = await fetchAll(source, { cursor: end.cursor });
    expect(subjectsOf(mails)).toContain('while watching');
    lay('person7', 'before watching');
    await source.watch(new AbortController().signal);
  });

  test('F5: kicked again and again while it reads, it goes on without a mail lost or twice', async () => {
    await using source = open('person8');
    let { cursor } = (await fetchAll(source)).end;
    const subjects = Array.from({ length: 400 }, (_, at) => `kicked ${at}`);
    dovecot.lay(
      'person8',
      subjects.map((subject) => ({
        bytes: mailNamed(subject, `${'x'.repeat(990)}\r\n`.repeat(100)),
        arrivedAt: new Date(),
      })),
    );
    const seen: (string | null)[] = [];
    const failures: unknown[] = [];
    for (let over = false; !over;) {
      const reading = source.fetch(asked({ cursor }), never);
      let kicked = failures.length >= 3;
      try {
        for (let step = await reading.next(); ; step = await reading.next()) {
          over = step.done === true;
          if (step.done === true) break;
          seen.push(...subjectsOf([step.value]));
          ({ cursor } = step.value);
          if (!kicked) dovecot.doveadm('kick', 'person8');
          kicked = true;
        }
      } catch (error) {
        failures.push(error);
      }
    }
    expect(seen).toEqual(subjects);
    expect(failures).toHaveLength(3);
    for (const failure of failures) expect(failure).toMatchObject({ name: 'TemporaryFailure' });
  });

  test('a test of the connection says how far it gets and what helps', async () => {
    const tried = async (given: Partial<ImapSettings>, profile: Partial<SourceProfile> = {}) => {
      const steps = await sourcesTrusting(dovecot.authority).test(
        profileOf(settingsOf(dovecot, 'person9', given), profile),
        never,
      );
      for (const { passed, remedy } of steps) expect(remedy === null).toBe(passed);
      return steps.map(({ step, passed }) => `${step} ${passed ? 'passed' : 'failed'}`).join(', ');
    };
    const reached = 'resolve passed, connect passed, tls passed, auth passed';
    expect(await tried({})).toBe(`${reached}, folders passed`);
    expect(await tried({ folders: ['Absent'] })).toBe(`${reached}, folders failed`);
    expect(await tried({}, { secret: 'wrong' })).toBe('resolve passed, connect passed, tls passed, auth failed');
    expect(await tried({ security: 'tls' })).toBe('resolve passed, connect passed, tls failed');
    expect(await tried({ host: '127.0.0.1', port: 9 })).toBe('resolve passed, connect failed');
    expect(await tried({}, { trustedHost: false })).toBe('resolve failed');
  });
});
