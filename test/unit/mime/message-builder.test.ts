import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageParts } from '#shared/contracts/promotions.ts';
import { createMessageBuilder } from '../../../server/adapters/mime/message-builder.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';
import { readable } from '../../support/mail.ts';

const builder = createMessageBuilder();

const partsOf = (given: Partial<MessageParts>): MessageParts =>
  MessageParts.parse({
    subject: 'Offer',
    sentAt: '2026-03-03T08:15:00Z',
    from: { address: 'ada@harbour.example', name: 'Ada Quill' },
    to: [{ address: 'bo@northwind.example' }],
    source: 'reconstructed',
    ...given,
  });

const build = async (given: Partial<MessageParts>): Promise<string> =>
  Buffer.from(await builder.build(partsOf(given))).toString('utf8');

/** The lines before the first empty one. */
const header = (built: string): string => built.slice(0, built.indexOf('\r\n\r\n') + 2);

describe('P17: a message made of parts', () => {
  test('reads back as what was given', async () => {
    const parts = partsOf({
      internetMessageId: '<offer-1@harbour.example>',
      subject: 'Grüße, ein langer Betreff, der über mehrere Zeilen geht: 見積書 für die Brücke über den Hafen',
      from: { address: 'ada@harbour.example', name: 'Quill, Ada "the crane"' },
      to: [{ address: 'bo@northwind.example', name: 'Bø Lund' }, { address: 'cy@northwind.example' }],
      cc: [{ address: '"odd local"@northwind.example' }],
      bcc: [{ address: 'dee@northwind.example' }],
      html: '<p>Dear Bo, 4 200 €</p><img src="cid:logo">',
      text: 'Dear Bo, 4 200 €',
      attachments: [
        { name: 'logo.png', type: 'image/png', contentBase64: 'iVBORw0KGgo=', inline: true, contentId: 'logo' },
        { name: 'Précis (2).pdf', type: 'application/pdf', contentBase64: 'JVBERg==', inline: false },
      ],
    });
    const message = readable(await builder.build(parts));
    expect(message).toMatchObject({
      messageId: '<offer-1@harbour.example>',
      date: Date.UTC(2026, 2, 3, 8, 15),
      subject: parts.subject,
      from: [{ address: 'ada@harbour.example', name: 'Quill, Ada "the crane"' }],
      to: [
        { address: 'bo@northwind.example', name: 'Bø Lund' },
        { address: 'cy@northwind.example', name: null },
      ],
      cc: [{ address: '"odd local"@northwind.example', name: null }],
      bcc: [{ address: 'dee@northwind.example', name: null }],
      html: parts.html,
      text: parts.text,
    });
    expect(
      message.attachments.map(({ bytes, ...one }) => ({ ...one, text: Buffer.from(bytes).toString('latin1') })),
    ).toEqual([
      { n: 1, name: 'logo.png', type: 'image/png', inline: true, contentId: 'logo', text: '\x89PNG\r\n\x1a\n' },
      { n: 2, name: 'Précis (2).pdf', type: 'application/pdf', inline: false, contentId: null, text: '%PDF' },
    ]);
  });
  test('no Message-ID is invented', async () => {
    const built = await build({});
    expect(built.toLowerCase()).not.toContain('message-id');
    expect(readable(Buffer.from(built)).messageId).toBeNull();
  });
  test('HTML without text gets a text', async () => {
    expect(readable(Buffer.from(await build({ html: '<p>One</p><p>Two</p>' }))).text.trim()).toBe('One\n\nTwo');
  });
  test('the same parts give the same bytes', async () => {
    expect(await build({ html: '<p>x</p>' })).toBe(await build({ html: '<p>x</p>' }));
  });
  test('what the client knows of the original header is taken over', async () => {
    const headers = [
      'Received: from mx.harbour.example by mx.northwind.example;',
      '\tTue, 3 Mar 2026 09:15:02 +0100',
      'Message-ID: <original@harbour.example>',
      'Date: Tue, 3 Mar 2026 09:15:00 +0100',
      'References: <one@harbour.example>',
      ' <two@harbour.example>',
      'In-Reply-To: <two@harbour.example>',
      'Thread-Index: AdbGkT==',
      'Authentication-Results: mx.northwind.example; spf=pass',
      'List-Id: <crew.harbour.example>',
      'Auto-Submitted: auto-replied',
      '',
    ].join('\r\n');
    const built = await build({ headers });
    expect(readable(Buffer.from(built))).toMatchObject({
      messageId: '<original@harbour.example>',
      date: Date.UTC(2026, 2, 3, 8, 15),
      references: ['<one@harbour.example>', '<two@harbour.example>'],
      inReplyTo: ['<two@harbour.example>'],
    });
    for (const name of ['Received', 'Thread-Index', 'Authentication-Results', 'List-Id', 'Auto-Submitted', 'Date']) {
      expect(header(built).split(`\r\n${name}: `).length + (header(built).startsWith(`${name}: `) ? 1 : 0), name).toBe(
        2,
      );
    }
  });
  test('A23: structure and our own control fields of the original are not', async () => {
    const headers =
      'Content-Type: multipart/mixed; boundary=old\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 2.0\r\n' +
      'X-Correspond-Token: stolen\r\nFrom: boss@northwind.example\r\nSubject: Other\r\nTo: all@northwind.example\r\n';
    const built = await build({ headers, text: 'plain' });
    expect(built).not.toContain('stolen');
    expect(built).not.toContain('boss@');
    expect(readable(Buffer.from(built))).toMatchObject({ subject: 'Offer', text: 'plain\n' });
  });
  test('the id that the client names wins over the one in the header', async () => {
    const built = await build({ internetMessageId: 'named@x.example', headers: 'Message-ID: <other@x.example>\r\n' });
    expect(header(built).match(/message-id: .*/gi)).toEqual(['Message-ID: <named@x.example>']);
  });
  test('lines have at most 998 characters', async () => {
    const references = Array.from({ length: 200 }, (_, n) => `<${n}@harbour.example>`).join(' ');
    const built = await build({
      headers: `References: ${references}\r\n`,
      subject: 'ü'.repeat(3_000),
      text: 'y'.repeat(5_000),
    });
    expect(Math.max(...built.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(readable(Buffer.from(built)).references).toHaveLength(200);
  });
});

describe('P17: line breaks and NUL never reach a header', () => {
  const bad: readonly [string, (text: string) => Partial<MessageParts>][] = [
    ['subject', (text) => ({ subject: text })],
    ['internetMessageId', (text) => ({ internetMessageId: `<a${text}b@c>` })],
    ['from.name', (text) => ({ from: { address: 'a@b.example', name: text } })],
    ['from.address', (text) => ({ from: { address: `a@b.example${text}` } })],
    ['to.1.name', (text) => ({ to: [{ address: 'a@b.example' }, { address: 'c@d.example', name: text }] })],
    ['cc.0.address', (text) => ({ cc: [{ address: `${text}@b.example` }] })],
    ['bcc.0.address', (text) => ({ bcc: [{ address: `a@b.example${text}` }] })],
    ...(['name', 'type', 'contentId'] as const).map((field): [string, (text: string) => Partial<MessageParts>] => [
      `attachments.0.${field}`,
      (text) => ({
        attachments: [{ name: 'a', type: 'a/b', contentBase64: '', inline: false, contentId: 'c', [field]: text }],
      }),
    ]),
  ];
  test.each(bad)('%s', async (field, given) => {
    for (const text of ['x\r\nBcc: z@evil.example', 'x\nY: z', 'x\rY: z', 'x\0']) {
      const failure = await builder.build(partsOf(given(text))).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PermanentFailure);
      expect(failure).toMatchObject({ code: 'invalid_message', fields: { field } });
    }
  });
  test.each(['a@b.example> <z@evil.example', 'a@b.example, z@evil.example', 'Ada <a@b.example>', 'a@b.example (c)'])(
    'the address %s is refused',
    async (address) => {
      await expect(build({ to: [{ address }] })).rejects.toThrow(/to\.0\.address/);
    },
  );
  test('a legacy Exchange name is nobody that can be matched', async () => {
    const built = await build({ from: { address: '/O=HARBOUR/OU=DOCK/CN=ADA', name: 'Ada' } });
    expect(readable(Buffer.from(built)).from).toEqual([]);
  });
  test('whatever text is accepted adds no field', async () => {
    const names = new Set([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'mime-version',
      'content-type',
      'content-transfer-encoding',
    ]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const built = await build({
          subject: text,
          from: { address: 'a@b.example', name: text },
          internetMessageId: `<${text}@x.example>`,
          text: 'body',
        }).catch(() => null);
        if (built === null) return;
        const found = readable(Buffer.from(built));
        expect(found.headers.filter((one) => !names.has(one.name))).toEqual([]);
        expect(found.from.map((person) => person.address)).toEqual(['a@b.example']);
        expect(found.text.trim()).toBe('body');
      }),
      { numRuns: 80 },
    );
  }, 30_000);
});
