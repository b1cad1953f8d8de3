import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseMessage } from '../../server/adapters/mime/parse-message.ts';
import type { Message } from '../../server/domain/mail/message.ts';
import type { UnreadableReason } from '../../server/ports/message-reader.ts';

/** The bytes of a fixture; test/fixtures/mail/README.md says what each proves. */
export const mailFixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../fixtures/mail/${name}.eml`, import.meta.url)));

/** Lines with CRLF, as latin1 bytes; UTF-8 must be given as bytes. */
export const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

export const readable = (bytes: Uint8Array): Message => {
  const reading = parseMessage(Buffer.from(bytes));
  if (reading.kind === 'unreadable') throw new Error(`unreadable: ${reading.because} (${reading.detail})`);
  return reading.message;
};

export const unreadable = (bytes: Uint8Array): UnreadableReason | 'readable' => {
  const reading = parseMessage(Buffer.from(bytes));
  return reading.kind === 'unreadable' ? reading.because : 'readable';
};
