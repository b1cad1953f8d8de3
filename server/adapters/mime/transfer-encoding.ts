/** Content-Transfer-Encoding of RFC 2045 section 6, lenient the way mail in the wild needs it. */

const hexOf = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** Length of a soft line break (`=`, spaces, line end) at `at`, or 0. At the end of the bytes `=` counts as one. */
const softBreakAt = (bytes: Buffer, at: number): number => {
  let end = at + 1;
  while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
  if (end >= bytes.length) return end - at;
  if (bytes[end] === 0x0d && bytes[end + 1] === 0x0a) return end + 2 - at;
  return bytes[end] === 0x0a ? end + 1 - at : 0;
};

/** RFC 2045 section 6.7; an `=` that starts nothing valid stays as written. */
export const decodeQuotedPrintable = (bytes: Buffer): Buffer => {
  const out = Buffer.allocUnsafe(bytes.length);
  let written = 0;
  let read = 0;
  while (read < bytes.length) {
    const byte = bytes[read] ?? 0;
    if (byte !== 0x3d) {
      out[written++] = byte;
      read++;
      continue;
    }
    const high = hexOf(bytes[read + 1]);
    const low = high < 0 ? -1 : hexOf(bytes[read + 2]);
    if (low >= 0) {
      out[written++] = high * 16 + low;
      read += 3;
      continue;
    }
    const soft = softBreakAt(bytes, read);
    if (soft === 0) out[written++] = 0x3d;
    read += Math.max(soft, 1);
  }
  return out.subarray(0, written);
};

/** Glued parts come in small numbers; more padding than this is noise. */
const mostGroups = 1_000;

/** RFC 2045 section 6.8; padding in the middle (parts glued together) ends a group, not the content. */
const decodeBase64 = (bytes: Buffer): Buffer => {
  const text = bytes.toString('latin1');
  const padding = text.indexOf('=');
  if (padding < 0 || !/[A-Za-z0-9+/]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  const groups = text.split(/=+/, mostGroups + 1);
  if (groups.length > mostGroups) return Buffer.from(text.replace(/=/g, ''), 'base64');
  return Buffer.concat(groups.map((group) => Buffer.from(group, 'base64')));
};

/** The content of a part; unknown encodings, 7bit, 8bit and binary are given back byte for byte. */
export const decodeTransfer = (bytes: Buffer, encoding: string): Buffer => {
  if (encoding === 'base64') return decodeBase64(bytes);
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes;
};
