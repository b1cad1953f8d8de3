import { expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import { judgeProbe, probePatienceMs, probeProblem, type ProbeFacts } from '../../../server/domain/forwarding/probe.ts';

const sentAt = 1_000_000 as Instant;
const inTime = (sentAt + probePatienceMs - 1) as Instant;
const tooLate = (sentAt + probePatienceMs) as Instant;

test.each<[ProbeFacts['noted'], ProbeFacts['delivery'], Instant, string]>([
  ['waiting', 'queued', tooLate, 'waiting'],
  ['waiting', 'sending', tooLate, 'waiting'],
  ['waiting', 'deferred', tooLate, 'waiting'],
  ['waiting', 'sent', inTime, 'waiting'],
  ['waiting', 'sent', tooLate, 'lost'],
  ['waiting', 'uncertain', tooLate, 'lost'],
  ['waiting', null, tooLate, 'lost'],
  ['waiting', 'failed', inTime, 'unsent'],
  ['waiting', 'bounced', inTime, 'unsent'],
  ['waiting', 'canceled', inTime, 'unsent'],
  ['refused', 'sent', inTime, 'refused'],
  ['refused', 'bounced', inTime, 'unsent'],
  ['arrived', 'sent', tooLate, 'arrived'],
  ['arrived', 'bounced', tooLate, 'arrived'],
])('A15: a probe that is noted as %s and whose mail is %s, %i: %s', (noted, delivery, now, state) => {
  expect(judgeProbe({ noted, delivery, sentAt }, now)).toBe(state);
});

test('A15: what is wrong is said with its remedy and the forward mailbox', () => {
  expect([probeProblem('waiting', 'crm@a.test'), probeProblem('arrived', 'crm@a.test')]).toEqual([null, null]);
  for (const state of ['refused', 'lost'] as const)
    expect(probeProblem(state, 'crm@a.test')).toMatch(/crm@a\.test.*allow external forwarding.*send another probe\.$/);
  expect(probeProblem('unsent', 'crm@a.test')).toContain('did not reach the mailbox of the user');
});
