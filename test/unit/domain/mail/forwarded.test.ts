import { describe, expect, test } from 'vitest';
import { addressKey } from '#shared/model/address.ts';
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
const key = (address: string) => addressKey(address)!;
const people = new Set(['ben@contoso.test', 'ana@contoso.test'].map(key));
const ours = { byOneOfUs: true, here: [key('crm@contoso.test')], people };

describe('A11: what wraps what', () => {
  test('an attached mail is the original, byte for byte; of two nobody knows which', () => {
    expect(wrappingOf(buildMessage({ ...forwarder, attachments: [mail(1)] }), ours)).toEqual({
      kind: 'attached',
      bytes: original,
    });
    expect(wrappingOf(buildMessage({ ...forwarder, attachments: [mail(1), mail(2)] }), ours).kind).toBe('unproved');
  });
  test("a stranger's mail with a mail attached is an original itself", () => {
    expect(wrappingOf(buildMessage({ attachments: [mail(1)] }), { ...ours, byOneOfUs: false })).toEqual({
      kind: 'redirected',
    });
  });
  const note = (name: string, value: string) => ({ headers: [{ name, value }] });
  const fromBenTo = (...to: readonly string[]) => ({
    from: [{ address: 'ben@contoso.test', name: 'Ben' }],
    to: to.map((address) => ({ address, name: null })),
  });
  const customer = fromBenTo('anna@fabrikam.example');
  test.each([
    ['resent-from', 'Ana <ana@contoso.test>'],
    ['resent-sender', 'ana@contoso.test'],
    ['x-original-to', 'ana@contoso.test'],
    ['x-sieve-redirected-from', 'ana@contoso.test'],
    ['x-forwarded-for', 'ana@contoso.test crm@contoso.test'],
    ['x-ms-exchange-inbox-rules-loop', 'ana@contoso.test'],
    ['x-ms-exchange-forwardingloop', 'ana@contoso.test;5b1f9c4e-0000-4000-8000-000000000000'],
  ])('%s of another user notes that a mail of ours is the original', (name, value) => {
    const message = buildMessage({ ...fromBenTo('ana@contoso.test'), ...note(name, value) });
    expect(wrappingOf(message, ours)).toEqual({ kind: 'redirected' });
    // Also when that mail carries another one.
    expect(wrappingOf({ ...message, attachments: [mail(1)] }, ours)).toEqual({ kind: 'redirected' });
  });
  test("a Resent field of its author makes a mail to others the original: it is the author's own copy", () => {
    const own = note('resent-from', 'ben@contoso.test');
    expect(wrappingOf(buildMessage({ ...customer, ...own }), ours)).toEqual({ kind: 'redirected' });
  });
  test.each([
    [
      'written to the forward mailbox, delivered there',
      fromBenTo('crm@contoso.test'),
      'x-original-to',
      'crm@contoso.test',
    ],
    ['written to an alias of it', fromBenTo('log@contoso.test'), 'x-original-to', 'log@contoso.test'],
    ['written to it, and sent on by somebody', fromBenTo('crm@contoso.test'), 'resent-from', 'ana@contoso.test'],
    ['sent on by nobody we know', fromBenTo('log@contoso.test'), 'resent-from', 'log@contoso.test'],
    ['that a rule of its author wrote anew', customer, 'x-ms-exchange-inbox-rules-loop', 'ben@contoso.test'],
    ['that its author forwards to others', customer, 'x-original-to', 'ben@contoso.test'],
    ['resent by its author to nobody else', fromBenTo('ben@contoso.test'), 'resent-from', 'ben@contoso.test'],
    [
      'whose author replies elsewhere',
      { ...customer, replyTo: [{ address: 'anna@fabrikam.example', name: null }] },
      'resent-from',
      'ben@contoso.test',
    ],
  ])('a mail of ours %s proves nothing', (_name, changes, name, value) => {
    expect(wrappingOf(buildMessage({ ...changes, ...note(name, value) }), ours).kind).toBe('unproved');
  });
  test('a mail whose From a forwarding program replaced proves nothing', () => {
    const headers = [
      { name: 'resent-from', value: 'ben@contoso.test' },
      { name: 'x-original-from', value: 'anna@fabrikam.example' },
    ];
    expect(wrappingOf(buildMessage({ ...customer, headers }), ours).kind).toBe('unproved');
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
