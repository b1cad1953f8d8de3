import type { Instant } from '#shared/model/instant.ts';

/** The longest header that is looked through. */
const longestHeader = 64 * 1024;

const dateIn = (text: string | undefined): Instant | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : (at as Instant);
};

/**
 * When a mail came, by what its last server wrote above it (RFC 5321 section 4.4), or when it says that it was written;
 * null when it says neither. For protocols that do not tell. `header`: one character per byte.
 */
export const arrivalOf = (header: string): Instant | null => {
  const text = header.slice(0, longestHeader);
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const fields = text.slice(0, end).replace(/\r?\n[ \t]+/g, ' ');
  const received = /^received:(.*)$/im.exec(fields)?.[1];
  return dateIn(received?.slice(received.lastIndexOf(';') + 1)) ?? dateIn(/^date:(.*)$/im.exec(fields)?.[1]);
};
