import { expect, test } from 'vitest';
import { type Instant } from '#shared/model/instant.ts';
import {
  type Attempts,
  attemptsForgottenAfterMs,
  countAttempt,
  type LockRule,
} from '../../../server/domain/sign-in-lock.ts';

const rule: LockRule = { freeFailures: 3, firstLockMs: 10, longestLockMs: 35 };
const at = (ms: number) => ms as Instant;
const none: Attempts = { failures: 0, lockedUntil: at(0), updatedAt: at(0) };

test('free failures set no lock at all, so that an attempt judged a moment earlier elsewhere is not refused', () => {
  const first = countAttempt(none, rule, at(1_000));
  expect(first).toEqual({ failures: 1, lockedUntil: 0, updatedAt: 1_000 });
  expect(countAttempt(first, rule, at(1_001))).toEqual({ failures: 2, lockedUntil: 0, updatedAt: 1_001 });
});

test('each further failure doubles the lock up to the longest', () => {
  let attempts = none;
  const locks = Array.from({ length: 7 }, () => {
    attempts = countAttempt(attempts, rule, at(1_000));
    return attempts.lockedUntil === 0 ? 0 : attempts.lockedUntil - 1_000;
  });
  expect(locks).toEqual([0, 0, 10, 20, 35, 35, 35]);
  expect(countAttempt({ ...none, failures: 5_000 }, rule, at(0)).lockedUntil).toBe(35);
});

test('after a day without attempts the count begins anew', () => {
  const many: Attempts = { failures: 9, lockedUntil: at(0), updatedAt: at(0) };
  expect(countAttempt(many, rule, at(attemptsForgottenAfterMs)).failures).toBe(10);
  expect(countAttempt(many, rule, at(attemptsForgottenAfterMs + 1)).failures).toBe(1);
});
