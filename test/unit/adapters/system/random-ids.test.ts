import { expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import { createRandomIds } from '../../../../server/adapters/system/random-ids.ts';
import { sha256Digests } from '../../../../server/adapters/system/sha256-digests.ts';
import { systemClock } from '../../../../server/adapters/system/system-clock.ts';

test('an id is a UUID of version 7 that begins with its moment', () => {
  const ids = createRandomIds({ now: () => 0x0123456789ab as Instant });
  expect(ids.next()).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids sort in the order they were made, within a millisecond and when the clock is set back', () => {
  let nowMs = 1_000_000;
  const ids = createRandomIds({ now: () => nowMs as Instant });
  const made = Array.from({ length: 10_000 }, (_, index) => {
    if (index === 9_000) nowMs -= 500;
    return ids.next();
  });
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(made.length);
});

test('a secret is 256 random bits in base64url', () => {
  const ids = createRandomIds(systemClock);
  expect(ids.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(ids.secret()).not.toBe(ids.secret());
});

test('SHA-256 of text and of its bytes is the same lower-case hex', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256Digests.sha256('abc')).toBe(abc);
  expect(sha256Digests.sha256(new TextEncoder().encode('abc'))).toBe(abc);
});
