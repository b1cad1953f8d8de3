import { describe, expect, test } from 'vitest';
import { createMessageComposer } from '../../../server/adapters/mime/message-composer.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';
import type { ComposedEmail } from '../../../server/ports/message-composer.ts';
import { attackHeaders, headerPlaces } from '../../support/attack/header-injection.ts';
import { composedEmail } from '../../support/composed-email.ts';
import { readable } from '../../support/mail.ts';

const composer = createMessageComposer();
const compose = async (given: Partial<ComposedEmail> = {}) =>
  Buffer.from((await composer.compose(composedEmail(given))).bytes);
const file = (given: Partial<ComposedEmail['attachments'][number]>) => ({
  name: 'a.bin',
  type: 'application/octet-stream',
  bytes: Buffer.from('content'),
  contentId: null,
  ...given,
});
const field = (bytes: Buffer, name: string) => readable(bytes).headers.find((one) => one.name === name)?.value;

describe('S8: the message as it leaves', () => {
  test('reads back as what its author meant', async () => {
    const logo = file({
      name: 'logo.png',
      type: 'image/png',
      contentId: 'logo',
      bytes: Buffer.from('\x89PNG', 'latin1'),
    });
    const bytes = await compose({
      from: { address: 'sales@contoso.test', name: 'Contoso, Sales' },
      sender: { address: 'ana@contoso.test', name: 'Ana Ruiz' },
      replyTo: [{ address: 'desk@contoso.test', name: null }],
      to: [{ address: '"odd local"@northwind.example', name: 'Bø "the crane" Lund' }],
      cc: [{ address: 'cy@xn--brcke-lva.example', name: null }],
      subject: 'Grüße CRM:0042',
      text: null,
      html: '<p>Dear Bo, <img src="cid:logo"></p>',
      attachments: [logo, file({ name: 'Précis (2).pdf', type: 'application/pdf' })],
      inReplyTo: '<two@northwind.example>',
      references: ['<one@northwind.example>', '<two@northwind.example>'],
      ownFields: [{ name: 'X-Correspond-Id', value: 'abc' }],
      priority: 'high',
      readReceiptTo: 'ana@contoso.test',
    });
    const message = readable(bytes);
    expect(message).toMatchObject({
      from: [{ address: 'sales@contoso.test', name: 'Contoso, Sales' }],
      sender: { address: 'ana@contoso.test', name: 'Ana Ruiz' },
      replyTo: [{ address: 'desk@contoso.test' }],
      to: [{ address: '"odd local"@northwind.example', name: 'Bø "the crane" Lund' }],
      cc: [{ address: 'cy@xn--brcke-lva.example' }],
      bcc: [],
      subject: 'Grüße CRM:0042',
      messageId: '<one@contoso.test>',
      inReplyTo: ['<two@northwind.example>'],
      references: ['<one@northwind.example>', '<two@northwind.example>'],
      date: Date.UTC(2026, 2, 3, 8, 15),
      html: '<p>Dear Bo, <img src="cid:logo"></p>',
    });
    expect(message.text.trim()).toBe('Dear Bo,');
    expect(message.attachments.map(({ name, type, inline, contentId }) => ({ name, type, inline, contentId }))).toEqual(
      [
        { name: 'logo.png', type: 'image/png', inline: true, contentId: 'logo' },
        { name: 'Précis (2).pdf', type: 'application/pdf', inline: false, contentId: null },
      ],
    );
    expect(field(bytes, 'x-correspond-id')).toBe('abc');
    expect(field(bytes, 'x-priority')).toBe('1 (Highest)');
    expect(field(bytes, 'disposition-notification-to')).toBe('<ana@contoso.test>');
  });
  test('the same parts give the same bytes, other parts another boundary', async () => {
    const two = { html: '<p>x</p>', attachments: [file({})] };
    expect((await compose(two)).equals(await compose(two))).toBe(true);
    const boundary = async (bytes: string) =>
      field(await compose({ attachments: [file({ bytes: Buffer.from(bytes) })], html: '<p>x</p>' }), 'content-type');
    expect(await boundary('a')).not.toBe(await boundary('b'));
  });
  test('a text is made from HTML, and kept when it is given', async () => {
    const made = await composer.compose(composedEmail({ html: '<p>One</p><p>Two</p>', text: null }));
    expect(made.text).toBe('One\n\nTwo');
    expect((await composer.compose(composedEmail({ html: '<p>One</p>', text: 'Other' }))).text).toBe('Other');
  });
  test('S9: one-click unsubscribe stands as RFC 8058 wants it', async () => {
    const listUnsubscribe = { url: 'https://crm.contoso.test/u/abc', mailto: 'leave@contoso.test' };
    const bytes = await compose({ listUnsubscribe });
    expect(field(bytes, 'list-unsubscribe')).toBe('<mailto:leave@contoso.test>, <https://crm.contoso.test/u/abc>');
    expect(field(bytes, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });
  test('every line ends with CRLF and is at most 998 bytes, whatever stands in the parts', async () => {
    const wild = 'a\nb\rc\r\nd\n.\ne\r.\rf\n.\r\ng';
    const inner = Buffer.from(`Subject: inner\n\n${wild}\n`);
    const bytes = await compose({
      text: `${wild}${'y'.repeat(3_000)}`,
      html: `<p>${wild}${'ü'.repeat(3_000)}</p>`,
      subject: 'ü'.repeat(2_000),
      references: Array.from({ length: 300 }, (_, n) => `<${n}@northwind.example>`),
      attachments: [file({ type: 'message/rfc822', name: 'inner.eml', bytes: inner }), file({ bytes: inner })],
    });
    const text = bytes.toString('latin1');
    expect(text).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    const { references } = readable(bytes);
    expect([references.length, references[0], references.at(-1)]).toEqual([
      100,
      '<0@northwind.example>',
      '<299@northwind.example>',
    ]);
  });
  test('a stranger’s odd id is left out of the thread fields, the mail goes', async () => {
    const bytes = await compose({ inReplyTo: '<a b@c>', references: ['junk', '<ok@northwind.example>'] });
    expect(field(bytes, 'in-reply-to')).toBeUndefined();
    expect(field(bytes, 'references')).toBe('<ok@northwind.example>');
  });
  test('an attachment cannot pose as structure', async () => {
    const bytes = await compose({ attachments: [file({ type: 'multipart/mixed; boundary=x' })] });
    expect(readable(bytes).attachments).toMatchObject([{ name: 'a.bin', type: 'application/octet-stream' }]);
  });
  test('a file or an address in content is content', async () => {
    const bytes = await compose({ html: '<img src="file:///etc/hostname">', text: '/etc/hostname' });
    expect(readable(bytes).text.trim()).toBe('/etc/hostname');
  });
});

describe('S17: nothing of an author becomes a header that is not theirs', () => {
  test.each(headerPlaces)('%s with line breaks and NUL is refused by name', async (path, given) => {
    for (const text of ['x\r\nBcc: z@evil.example', 'x\nY: z', 'x\rY: z', 'x\0']) {
      const failure: unknown = await compose(given(text)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PermanentFailure);
      expect(failure).toMatchObject({ code: 'invalid_message' });
      expect(String((failure as PermanentFailure).fields['field'])).toMatch(new RegExp(`^${path}`));
    }
  });
  test.each(['http://plain.test/u', 'https://a.test/ b', 'javascript:1'])(
    'unsubscribing at %s is refused',
    async (url) => {
      await expect(compose({ listUnsubscribe: { url, mailto: null } })).rejects.toThrow(/listUnsubscribe\.url/);
    },
  );
  test.each(['Bcc', 'Received', 'X-Other', 'Content-Type', 'From'])('%s is no field of ours', async (name) => {
    await expect(compose({ ownFields: [{ name, value: 'x' }] })).rejects.toThrow(/ownFields\.0\.name/);
  });
  test('a mail without text and HTML is refused', async () => {
    await expect(compose({ text: null })).rejects.toThrow(/text/);
  });
  test('10,000 hostile texts in 22 places add no field', async () => {
    expect(await attackHeaders(10_000)).toEqual([]);
  }, 60_000);
});
