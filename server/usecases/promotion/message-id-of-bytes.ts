import { messageIdKey } from '../../domain/mail/message-id.ts';

/** Far enough into any header block that can still be read by a person. */
const searchedBytes = 256 * 1024;

/** The Message-ID of a message that cannot be read as a whole, so that its tracking state can be asked for. */
export const messageIdOfBytes = (bytes: Uint8Array): { readonly text: string; readonly key: string } | null => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, searchedBytes)).toString(
    'latin1',
  );
  const field = /^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,500}>)/im.exec(head);
  const text = field?.[1];
  const key = text === undefined ? null : messageIdKey(text);
  return text === undefined || key === null ? null : { text, key };
};
