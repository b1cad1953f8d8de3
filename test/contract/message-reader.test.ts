import { afterAll, describe, expect, test } from 'vitest';
import { mailLimits } from '../../server/adapters/mime/mail-limits.ts';
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { parseMessage } from '../../server/adapters/mime/parse-message.ts';
import { TemporaryFailure } from '../../server/ports/failure.ts';
import { mail, mailFixture } from '../support/mail.ts';

const reader = createMessageReader({ workers: 2 });
afterAll(() => reader.close());

/** A mail with files that is too large to be read in place. */
const large = (subject: string, size: number): Buffer =>
  mail(
    'From: Ada Quill <ada@harbour.example>',
    `Subject: ${subject}`,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>See both files.</p>',
    '--b',
    'Content-Type: application/octet-stream; name=one.bin',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.alloc(size, 7).toString('base64'),
    '--b',
    'Content-Type: text/csv; name=two.csv',
    '',
    '1,2',
    '--b--',
  );

describe('P17: the message reader', () => {
  test('reads the same in place and in a thread', async () => {
    const bytes = large('Both', mailLimits.readHereBytes);
    const reading = await reader.read(bytes);
    const here = parseMessage(bytes);
    if (reading.kind !== 'readable' || here.kind !== 'readable') throw new Error('unreadable');
    const files = reading.message.attachments.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) }));
    expect({ ...reading.message, attachments: files }).toEqual(here.message);
    expect(files[0]?.bytes.equals(Buffer.alloc(mailLimits.readHereBytes, 7))).toBe(true);
  });
  test('the bytes stay those of the caller', async () => {
    const bytes = large('Mine', mailLimits.readHereBytes);
    const before = Buffer.from(bytes);
    await reader.read(bytes);
    expect(bytes.equals(before)).toBe(true);
  });
  test('fifty at once come back to whom they belong', async () => {
    const readings = await Promise.all(
      Array.from({ length: 50 }, (_, n) => reader.read(large(`Number ${n}`, mailLimits.readHereBytes + n))),
    );
    expect(
      readings.map((reading) => (reading.kind === 'readable' ? reading.message.subject : reading.because)),
    ).toEqual(Array.from({ length: 50 }, (_, n) => `Number ${n}`));
  });
  test('a small mail and an empty one', async () => {
    expect(await reader.read(mailFixture('html-only'))).toMatchObject({ kind: 'readable' });
    expect(await reader.read(new Uint8Array())).toMatchObject({ kind: 'unreadable', because: 'notAMessage' });
  });
  test('25 MB with one large file', async () => {
    const reading = await reader.read(large('Heavy', 18 * 1024 * 1024));
    expect(reading.kind === 'readable' && reading.message.attachments[0]?.bytes.length).toBe(18 * 1024 * 1024);
  });
  test('a flood of parts in a thread', async () => {
    const flood = mail('From: a@b.example', 'Content-Type: multipart/mixed; boundary=b', '', '--b\r\n\r\n'.repeat(1e6));
    expect(await reader.read(flood)).toMatchObject({ kind: 'unreadable', because: 'tooManyParts' });
  });
  test('HTML comes back safe, with the images of the mail', async () => {
    const images = [{ contentId: 'logo', type: 'image/png', bytes: Buffer.from('png') }];
    const html = '<p onclick="x()">Hi<img src="cid:logo"><img src="https://t.example/p.gif"></p><script>x()</script>';
    expect(await reader.sanitize(html, images)).toEqual({
      html: '<p>Hi<img src="data:image/png;base64,cG5n" /><img /></p>',
      remoteSources: 1,
    });
  });
  test('a closed reader says that trying again may help', async () => {
    const closed = createMessageReader({ workers: 1 });
    await closed.close();
    await expect(closed.read(large('Late', mailLimits.readHereBytes))).rejects.toThrow(TemporaryFailure);
  });
});
