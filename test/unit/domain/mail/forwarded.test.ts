import { describe, expect, test } from 'vitest';
import { deliveredTo } from '../../../../server/domain/mail/delivered-to.ts';
import { wrappingOf } from '../../../../server/domain/mail/forwarded.ts';
import { buildMessage } from '../../../support/build-message.ts';

const forwarder = { from: [{ address: 'ben@contoso.test', name: 'Ben' }], subject: 'Fwd: Quote for pumps' };
const original = new TextEncoder().encode('From: anna@fabrikam.example\r\n\r\nhello');
const mail = (n: number) => ({
  n,
  name: 'mail.eml',
  type: 'message/rfc822',
  bytes: original,
  inline: false,
  contentId: null,
});
const block = [
  'FYI',
  '',
  '-------- Forwarded Message --------',
  'Subject: Quote for pumps',
  'From: Anna Berg <anna@fabrikam.example>',
  'To: Ben Carter <ben@contoso.test>',
  'Date: Mon, 2 Mar 2026 08:00:00 +0000',
];
const rest = ['', 'Please send us a quote.'];
const text = [...block, ...rest].join('\n');
const id = { name: 'x-forwarded-message-id', value: '<quote-1@fabrikam.example>' };
const ours = { byOneOfUs: true };

describe('A11: what wraps what', () => {
  test('an attached mail is the original, byte for byte; of two nobody knows which', () => {
    expect(wrappingOf(buildMessage({ ...forwarder, attachments: [mail(1)] }), ours)).toEqual({
      kind: 'attached',
      bytes: original,
    });
    expect(wrappingOf(buildMessage({ ...forwarder, attachments: [mail(1), mail(2)] }), ours).kind).toBe('unproved');
  });
  test("a stranger's mail with a mail attached is an original itself", () => {
    expect(wrappingOf(buildMessage({ attachments: [mail(1)] }), { byOneOfUs: false })).toEqual({ kind: 'redirected' });
  });
  test.each(['resent-from', 'x-original-to', 'x-sieve-redirected-from'])('%s notes a redirect', (name) => {
    const headers = [{ name, value: 'ben@contoso.test' }];
    expect(wrappingOf(buildMessage({ ...forwarder, headers }), ours)).toEqual({ kind: 'redirected' });
  });
  test('an inline forward whose header names the mail', () => {
    const wrapping = wrappingOf(buildMessage({ ...forwarder, text, headers: [id] }), ours);
    expect(wrapping).toMatchObject({
      kind: 'inline',
      original: {
        messageId: '<quote-1@fabrikam.example>',
        from: { address: 'anna@fabrikam.example', name: 'Anna Berg' },
        to: [{ address: 'ben@contoso.test' }],
        date: Date.UTC(2026, 2, 2, 8),
        subject: 'Quote for pumps',
        text: 'Please send us a quote.',
      },
    });
  });
  test.each([
    ['without an id in the header', { ...forwarder, text }],
    ['with another subject', { ...forwarder, subject: 'Fwd: Lunch', text, headers: [id] }],
    [
      'with a moment that people write',
      { ...forwarder, text: text.replace('08:00:00 +0000', 'at 8:00 AM'), headers: [id] },
    ],
    [
      'without an address of the author',
      { ...forwarder, text: text.replace('<anna@fabrikam.example>', ''), headers: [id] },
    ],
    ['of two mails', { ...forwarder, text, headers: [{ ...id, value: '<a@b> <c@d>' }] }],
  ])('an inline forward %s proves nothing', (_name, changes) => {
    expect(wrappingOf(buildMessage(changes), ours).kind).toBe('unproved');
  });
});

test('A17: addresses of delivery fields, each once, at most twenty', () => {
  const field = (name: string, value: string) => ({ name, value });
  const headers = [field('delivered-to', 'a@x.test'), field('x-original-to', '<b@x.test>'), field('to', 'c@x.test')];
  expect(deliveredTo(buildMessage({ headers }))).toEqual(['a@x.test', 'b@x.test']);
  const many = Array.from({ length: 30 }, (_, n) => field('delivered-to', `u${n}@x.test`));
  expect(deliveredTo(buildMessage({ headers: many }))).toHaveLength(20);
});
