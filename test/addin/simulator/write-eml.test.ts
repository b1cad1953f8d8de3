import PostalMime from 'postal-mime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerBlock, toBase64 } from '../../../addin/simulator/mailbox/bytes.ts';
import type { Draft } from '../../../addin/simulator/mailbox/model.ts';
import { emptyMarks } from '../../../addin/simulator/mailbox/model.ts';
import { writeEml } from '../../../addin/simulator/mailbox/write-eml.ts';

const draft: Draft = {
  ...emptyMarks,
  kind: 'draft',
  key: 'draft-1',
  folderId: 'drafts',
  itemId: null,
  conversationId: null,
  composeType: 'newMail',
  inReplyTo: null,
  references: '',
  subject: 'Hello',
  from: { name: 'Alex Example', address: 'alex@simulated.example' },
  to: [{ name: 'Ana "la jefa" Martín', address: 'ana@pumps.example' }],
  cc: [],
  bcc: [{ name: 'Secret', address: 'secret@pumps.example' }],
  headers: {},
  sessionData: {},
  html: '<p>Año</p>',
};
const sending = { messageId: '<1@simulated.example>', sentAt: new Date(0), boundary: '=_boundary' };

describe('a sent message', () => {
  it('keeps people, text and attachments through the wire form, and never names those in Bcc', async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 46]);
    const attachment = {
      id: '1',
      name: 'informe año.bin',
      contentType: 'application/octet-stream',
      bytes,
      isInline: false,
      contentId: null,
      kind: 'file',
    } as const;
    const eml = writeEml({ ...draft, attachments: [attachment] }, sending);
    const read = await PostalMime.parse(eml);
    expect(read.to).toEqual([{ name: 'Ana "la jefa" Martín', address: 'ana@pumps.example' }]);
    expect(read.html).toContain('<p>Año</p>');
    expect(read.text).toContain('Año');
    expect(read.attachments[0]?.filename).toBe('informe año.bin');
    expect(new Uint8Array(read.attachments[0]?.content as ArrayBuffer)).toEqual(bytes);
    expect(new TextDecoder().decode(eml)).not.toContain('secret@');
    expect(read.date).toBe('1970-01-01T00:00:00.000Z');
  });

  it('any subject survives, in lines of at most 998 ASCII characters (RFC 5322 2.1.1)', async () => {
    const subject = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .map((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim())
      .filter((text) => text !== '' && !text.includes('=?'));
    await fc.assert(
      fc.asyncProperty(subject, async (text) => {
        const eml = writeEml({ ...draft, subject: text }, sending);
        const headers = headerBlock(eml);
        expect(headers).toMatch(/^[ -~\r\n]*$/);
        expect(headers.split('\r\n').every((line) => line.length <= 998)).toBe(true);
        expect((await PostalMime.parse(eml)).subject).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('bytes', () => {
  it('base64 takes any length', () => {
    for (const length of [0, 1, 32_767, 32_768, 100_001]) {
      const bytes = new Uint8Array(length).fill(200);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }
  });

  it.each([
    ['CRLF', 'A: b\r\n\r\nbody', 'A: b\r\n'],
    ['LF', 'A: b\n\nbody', 'A: b\n'],
    ['no body', 'A: b', 'A: b'],
    ['Latin-1', Buffer.from('A: \xf1\r\n\r\n', 'latin1'), 'A: ñ\r\n'],
  ])('the header block ends at the first empty line: %s', (_case, message, headers) => {
    expect(headerBlock(Buffer.from(message as string))).toBe(headers);
  });
});
