import { expect, test } from 'vitest';
import { remedyOf } from '../../addin/console/write/remedy-of.ts';

const failed = (lastAnswer: string | null) => ({ state: 'failed', lastAnswer }) as const;

test.each([
  ['550 5.1.1 <x@y.example>: Recipient address rejected', 'address'],
  ['5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'address'],
  ['552 5.2.2 Mailbox full', 'mailbox'],
  ['552 5.3.4 Message size exceeds fixed limit', 'size'],
  ['552 too much mail data', 'size'],
  ['554 5.7.1 Refused by policy', 'refused'],
  ['550 no', 'other'],
  [null, 'other'],
])('S6: of %j it is advised: %s', (answer, remedy) => {
  expect(remedyOf([{ state: 'sent', lastAnswer: '250 5.1.1 fine' }, failed(answer)])).toBe(remedy);
});

test('S6: nothing is advised where everybody got the mail or may still get it', () => {
  expect(
    remedyOf([
      { state: 'sent', lastAnswer: '250 ok' },
      { state: 'deferred', lastAnswer: '451 4.7.1 later' },
      { state: 'uncertain', lastAnswer: null },
    ]),
  ).toBeNull();
});
