import { describe, expect, test } from 'vitest';
import type { RecipientState } from '#shared/model/outbound-email.ts';
import { refuseAttachment } from '../../../../server/domain/outbound/attachments.ts';
import { readRecipients, recipientProblems } from '../../../../server/domain/outbound/recipients.ts';
import {
  formatRetrySchedule,
  parseRetrySchedule,
  pauseAfter,
} from '../../../../server/domain/outbound/retry-schedule.ts';
import { turnsOf } from '../../../../server/domain/outbound/round.ts';
import { chooseSender, type Principal } from '../../../../server/domain/outbound/sender.ts';
import { actionsOf, statusOf } from '../../../../server/domain/outbound/status.ts';
import { newMessageId, referencesIn, threadHeaders } from '../../../../server/domain/outbound/thread-headers.ts';
import { afterLostAttempt, consequenceOf } from '../../../../server/domain/outbound/verdicts.ts';

const minute = 60_000;
const hour = 60 * minute;
const usual = [minute, 5 * minute, 15 * minute, hour, hour, hour, 6 * hour, 6 * hour, 6 * hour, 6 * hour];

describe('the retry schedule', () => {
  test('S5: the usual schedule is ten retries, and reads back as it was written', () => {
    expect(parseRetrySchedule('1m, 5m, 15m, 1h*3, 6h*4')).toEqual({ kind: 'schedule', schedule: usual });
    expect(formatRetrySchedule(usual)).toBe('1m, 5m, 15m, 1h*3, 6h*4');
    expect([1, 10, 11].map((failed) => pauseAfter(usual, failed))).toEqual([minute, 6 * hour, null]);
  });

  test.each(['', '1', '1m,', 'm', '0s', '1h*0', '1m*11', '1h*5, 1m*6', '8d', `${'1m, '.repeat(60)}1m`])(
    'S5: %j is refused with a remedy',
    (text) => {
      expect(parseRetrySchedule(text).kind).toBe('mistake');
    },
  );
});

describe('the state of a mail', () => {
  test.each<[RecipientState[], string]>([
    [['sent', 'sending'], 'sending'],
    [['sent', 'uncertain', 'deferred'], 'sending'],
    [['sent', 'deferred'], 'pendingSend'],
    [['queued', 'failed'], 'pendingSend'],
    [['sent', 'failed', 'bounced'], 'sent'],
    [['failed', 'bounced'], 'failed'],
    [['canceled', 'failed'], 'failed'],
    [['canceled', 'canceled'], 'canceled'],
  ])('S1: %j is %s', (states, status) => {
    expect(statusOf(states)).toBe(status);
  });

  test('S6: what may be asked for follows from the recipients', () => {
    expect(actionsOf('draft', [])).toEqual(['edit', 'send', 'delete']);
    expect(actionsOf('failed', ['failed'])).toEqual(['edit', 'resend']);
    expect(actionsOf('sent', ['sent', 'failed'])).toEqual(['resend']);
    expect(actionsOf('pendingSend', ['deferred'])).toEqual(['cancel']);
    expect(actionsOf('sending', ['uncertain'])).toEqual(['settle']);
  });
});

describe('what a verdict means', () => {
  const facts = { attemptsBefore: 0, schedule: usual, profileRefused: false, resendUncertain: false, marked: true };
  const verdict = (kind: 'accepted' | 'deferred' | 'failed' | 'uncertain') => ({ kind, answer: 'words' });

  test('S5: accepted is sent, 4xx waits, 5xx fails, lost after the dot is uncertain', () => {
    const states = (['accepted', 'deferred', 'failed', 'uncertain'] as const).map(
      (kind) => consequenceOf(verdict(kind), facts).state,
    );
    expect(states).toEqual(['sent', 'deferred', 'failed', 'uncertain']);
    expect(consequenceOf(verdict('deferred'), facts).pauseMs).toBe(minute);
  });

  test('S5: after the last retry a deferred recipient has failed', () => {
    expect(consequenceOf(verdict('deferred'), { ...facts, attemptsBefore: 9 }).state).toBe('deferred');
    expect(consequenceOf(verdict('deferred'), { ...facts, attemptsBefore: 10 }).state).toBe('failed');
  });

  test('S5: a refused profile costs no attempt', () => {
    const consequence = consequenceOf(verdict('deferred'), { ...facts, profileRefused: true });
    expect(consequence).toMatchObject({ state: 'queued', counted: false });
  });

  test('S4: silence is uncertain with the marker and a retry without it', () => {
    expect(consequenceOf(undefined, facts).state).toBe('uncertain');
    expect(consequenceOf(undefined, { ...facts, marked: false }).state).toBe('deferred');
    expect(afterLostAttempt(true, false)).toBe('uncertain');
    expect(afterLostAttempt(true, true)).toBe('queued');
    expect(afterLostAttempt(false, false)).toBe('queued');
  });

  test('S4: who chose to send again gets a retry, and is told when the schedule ends', () => {
    const again = { ...facts, resendUncertain: true };
    expect(consequenceOf(verdict('uncertain'), again).state).toBe('deferred');
    expect(consequenceOf(verdict('uncertain'), { ...again, attemptsBefore: 10 }).state).toBe('uncertain');
  });
});

describe('who sends and who gets it', () => {
  const ana: Principal = { type: 'user', id: 'ana', name: 'Ana', addresses: ['ana@contoso.test', 'a@contoso.test'] };
  const queue: Principal = { type: 'queue', id: 'help', name: 'Help desk', addresses: ['help@contoso.test'] };

  test('S17: From is an own address, or of a queue or user that allows it; nobody writes a foreign name', () => {
    const from = (address: string) => chooseSender({ kind: 'address', address, name: 'Somebody' }, [ana, queue]);
    expect(from('A@Contoso.test')).toMatchObject({ kind: 'allowed', address: 'a@contoso.test', name: 'Somebody' });
    expect(from('help@contoso.test')).toMatchObject({ kind: 'allowed', principal: queue, name: 'Help desk' });
    expect(from('ben@contoso.test').kind).toBe('refused');
    expect(chooseSender({ kind: 'record', record: { type: 'user', id: 'ben' } }, [ana, queue]).kind).toBe('refused');
    expect(chooseSender({ kind: 'own' }, [{ ...ana, addresses: [] }]).kind).toBe('refused');
  });

  test('S10: each address once; what is no address or no record is named by its field', () => {
    const to = (address: string) => ({ kind: 'address' as const, role: 'to' as const, address, name: null });
    const read = readRecipients(
      [
        to('a@b.example'),
        { ...to('A@b.example'), role: 'bcc' },
        to('nonsense'),
        { kind: 'record', role: 'cc', record: { type: 'contact', id: 'x' } },
      ],
      [],
    );
    expect(read.recipients).toHaveLength(1);
    expect(read.problems.map(({ field }) => field)).toEqual(['to[1]', 'cc[0]']);
  });

  test('S10: without address, unwilling or (by setting) unresolved recipients keep a mail from being sent', () => {
    const facts = {
      resolved: new Set(['a@b.example']),
      unwilling: new Set<string>(),
      unresolvedRecipients: 'pass',
      mostRecipients: 2,
    } as const;
    const someone = (address: string) => ({ role: 'to' as const, address, name: 'Anna', record: null });
    const fields = (addresses: string[], more = {}) =>
      recipientProblems(addresses.map(someone), { ...facts, ...more }).map(({ field }) => field);
    expect(fields(['a@b.example', 'c@d.example'])).toEqual([]);
    expect(fields(['a@b.example', ''])).toEqual(['to[1]']);
    expect(fields(['a@b.example', 'c@d.example'], { unresolvedRecipients: 'block' })).toEqual(['to[1]']);
    expect(fields(['a@b.example'], { unwilling: new Set(['a@b.example']) })).toEqual(['to[0]']);
    expect(fields([])).toEqual(['to']);
    expect(fields(['a@b.example', 'c@d.example', 'e@f.example'])).toEqual(['to']);
  });

  test('S13: a file of the limit may leave, one byte more may not; endings are seen through dots and spaces', () => {
    const policy = { attachmentLimitBytes: 100, blockedAttachmentTypes: ['exe'] };
    const file = (name: string, sizeBytes: number) => refuseAttachment({ name, sizeBytes }, policy)?.kind ?? 'passes';
    expect([file('a.pdf', 100), file('a.pdf', 101)]).toEqual(['passes', 'tooLarge']);
    expect([file('a.EXE', 1), file('a.exe. ', 1), file('a.exe.txt', 1)]).toEqual(['blocked', 'blocked', 'passes']);
  });
});

describe('order and threads', () => {
  test('S7: turns go on after the sender served last', () => {
    expect(turnsOf(['c', 'a', 'b'], null)).toEqual(['a', 'b', 'c']);
    expect(turnsOf(['c', 'a', 'b'], 'a')).toEqual(['b', 'c', 'a']);
    expect(turnsOf(['c', 'a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
  });

  test('S8: an answer names the answered mail, and the thread as that mail has it', () => {
    const references = referencesIn(
      'Subject: x\r\nReferences: <one@a>\r\n <two@b>\r\nTo: y\r\n\r\nReferences: <no@body>',
    );
    expect(references).toEqual(['<one@a>', '<two@b>']);
    expect(threadHeaders({ messageId: '<three@c>', references })).toEqual({
      inReplyTo: '<three@c>',
      references: ['<one@a>', '<two@b>', '<three@c>'],
    });
    expect(threadHeaders({ messageId: null, references })).toEqual({ inReplyTo: null, references: [] });
    expect(newMessageId('chance', 'ana@Contoso.test')).toBe('<chance@contoso.test>');
  });
});
