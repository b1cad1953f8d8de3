/**
 * A reading on its way out of the worker: attachments lie behind each other in one buffer that changes hands
 * without being copied again.
 */
import type { Message, MessageAttachment } from '../../domain/mail/message.ts';
import type { Reading } from '../../ports/message-reader.ts';

interface PackedAttachment extends Omit<MessageAttachment, 'bytes'> {
  readonly length: number;
}

interface PackedMessage extends Omit<Message, 'attachments'> {
  readonly attachments: readonly PackedAttachment[];
}

export type PackedReading =
  | { readonly kind: 'readable'; readonly message: PackedMessage; readonly content: ArrayBuffer }
  | Extract<Reading, { kind: 'unreadable' }>;

export const packReading = (reading: Reading): PackedReading => {
  if (reading.kind === 'unreadable') return reading;
  const { attachments, ...rest } = reading.message;
  const content = new Uint8Array(attachments.reduce((sum, one) => sum + one.bytes.length, 0));
  let offset = 0;
  const packed = attachments.map(({ bytes, ...attachment }) => {
    content.set(bytes, offset);
    offset += bytes.length;
    return { ...attachment, length: bytes.length };
  });
  return { kind: 'readable', message: { ...rest, attachments: packed }, content: content.buffer };
};

export const unpackReading = (packed: PackedReading): Reading => {
  if (packed.kind === 'unreadable') return packed;
  let offset = 0;
  const attachments = packed.message.attachments.map(({ length, ...attachment }) => {
    const bytes = new Uint8Array(packed.content, offset, length);
    offset += length;
    return { ...attachment, bytes };
  });
  return { kind: 'readable', message: { ...packed.message, attachments } };
};
