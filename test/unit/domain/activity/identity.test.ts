import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import type { Message } from '../../../../server/domain/mail/message.ts';
import { identityMaterial } from '../../../../server/domain/activity/identity.ts';
import { day } from '../../../support/build-facts.ts';
import { buildMessage } from '../../../support/build-message.ts';

const sentCopy = buildMessage({ bcc: [{ address: 'boss@fabrikam.test', name: 'Boss' }] });

/** The same mail by the ways it can reach us. */
const copies: Readonly<Record<string, Message>> = {
  'Sent copy': sentCopy,
  'IMAP copy': buildMessage({ headers: [{ name: 'received', value: 'from a by b' }] }),
  'banner added': buildMessage({
    text: 'CAUTION: external mail\n\nCould you quote twelve pumps?',
    subject: '[EXT] Quote for pumps',
  }),
  'list footer': buildMessage({
    text: 'Could you quote twelve pumps?\n-- \nUnsubscribe here',
    subject: '[pumps] Quote for pumps',
    sender: { address: 'pumps-bounces@list.test', name: null },
    headers: [{ name: 'list-id', value: '<pumps.list.test>' }],
  }),
  reconstructed: buildMessage({
    from: [{ address: 'Anna@Fabrikam.test', name: 'Doe, Anna' }],
    date: (sentCopy.date! + 999) as Instant,
    html: '<p>Could you quote twelve pumps?</p>',
    to: [],
  }),
  'metadata only': buildMessage({ messageId: 'quote-1@fabrikam.test', text: '', to: [], attachments: [], subject: '' }),
};

const names = Object.keys(copies);
const pairs = names.flatMap((first) =>
  names.filter((second) => second !== first).map((second) => [first, second] as const),
);

describe('A5: one message, however its copy came', () => {
  test.each(pairs)('%s, then %s', (first, second) => {
    expect(identityMaterial(copies[second]!)).toEqual(identityMaterial(copies[first]!));
  });

  test('there are thirty ordered pairs', () => {
    expect(pairs).toHaveLength(30);
  });
});

describe('A5: two messages', () => {
  const material = (changes: Partial<Message>): string => identityMaterial(buildMessage(changes)).material;
  const original = material({});

  test.each([
    ['another author with the same Message-ID', { from: [{ address: 'mallory@evil.test', name: 'Anna Doe' }] }],
    ['another second', { date: (sentCopy.date! + 1_000) as Instant }],
    ['no date', { date: null }],
    ['an author more', { from: [...sentCopy.from, { address: 'bruno@fabrikam.test', name: null }] }],
    ['no author', { from: [] }],
    ['another Message-ID', { messageId: '<quote-2@fabrikam.test>' }],
    ['another case on the left of the Message-ID', { messageId: '<Quote-1@fabrikam.test>' }],
  ])('%s', (_, changes) => {
    expect(material(changes)).not.toBe(original);
  });

  test('the id of a reused Message-ID is still told', () => {
    const { messageIdKey } = identityMaterial(buildMessage({ date: day(3) }));
    expect(messageIdKey).toBe('quote-1@fabrikam.test');
  });
});

describe('A5: without Message-ID the content decides', () => {
  const identity = (changes: Partial<Message>) => identityMaterial(buildMessage({ messageId: null, ...changes }));

  test('white space and what is not From, Date, subject and text do not', () => {
    const folded = identity({
      text: 'Could you\r\n  quote twelve pumps?  ',
      subject: 'Quote  for pumps',
      cc: sentCopy.to,
    });
    expect(folded).toEqual(identity({}));
    expect(folded).toMatchObject({ complete: 'content', messageIdKey: null });
  });

  test.each([
    ['text', { text: 'Could you quote thirteen pumps?' }],
    ['subject', { subject: 'Quote for valves' }],
    ['author', { from: [] }],
    ['date', { date: day(3) }],
  ])('another %s does', (_, changes) => {
    expect(identity(changes).material).not.toBe(identity({}).material);
  });

  test('no content imitates the border between two parts', () => {
    const one = identity({ subject: 'a","b', text: 'c' });
    const other = identity({ subject: 'a', text: 'b","c' });
    expect(one.material).not.toBe(other.material);
    expect(identity({ text: 'quote-1@fabrikam.test' }).material).not.toBe(identityMaterial(buildMessage()).material);
  });

  test('a Message-ID that is none counts as missing', () => {
    expect(identity({ messageId: '<>' })).toEqual(identity({}));
  });
});
