import { expect, test } from 'vitest';
import { acceptedForgeries, acceptedGenuine } from '../support/forged-tokens.ts';
import { linkedReplays } from '../support/replayed-tokens.ts';

test('T6: of 10,000 forged tokens none is accepted, the genuine one is', () => {
  expect(acceptedForgeries(10_000)).toBe(0);
  expect(acceptedGenuine()).toBe(1);
});

test('T6: a genuine token replayed by strangers links nothing, that of the receiver does', async () => {
  expect(await linkedReplays(12)).toEqual({ strangers: 0, receiver: 1 });
});
