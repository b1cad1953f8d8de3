/** A report longer than this says nothing more; the rest is somebody's mail. */
const longestReport = 64 * 1024;

const continuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Length of the UTF-8 sequence at `at`, or 0 when there is none. */
const sequenceAt = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let index = 1; index < length; index += 1) if (!continuation(bytes[at + index])) return 0;
  return length;
};

const codePoint = (bytes: Uint8Array, at: number, length: number): number => {
  let code = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let index = 1; index < length; index += 1) code = (code << 6) | ((bytes[at + index] ?? 0) & 0x3f);
  return code;
};

/** UTF-8 where it is valid (RFC 6533), one character for each byte elsewhere; line ends as LF. Bounded and linear. */
export const plainText = (bytes: Uint8Array): string => {
  let text = '';
  const end = Math.min(bytes.length, longestReport);
  for (let at = 0; at < end;) {
    const length = sequenceAt(bytes, at);
    const code = length === 0 ? (bytes[at] ?? 0) : codePoint(bytes, at, length);
    text += String.fromCodePoint(Math.min(code, 0x10ffff));
    at += Math.max(1, length);
  }
  return boundedText(text);
};

/** At most so much of it as a report has, line ends as LF, NUL as space. */
export const boundedText = (text: string): string =>
  text.slice(0, longestReport).replaceAll(/\r\n?/g, '\n').replaceAll('\0', ' ');

/** Lines of at most `longestLine` characters: what reads them may look at each place a bounded number of times. */
const longestLine = 1_000;
export const boundedLines = (text: string): readonly string[] =>
  text.split('\n', 4_000).map((line) => line.slice(0, longestLine));
