/** Base64 of bytes of any length (String.fromCharCode takes only so many arguments at a time). */
export function toBase64(bytes: Uint8Array): string {
  const block = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += block) text += String.fromCharCode(...bytes.subarray(at, at + block));
  return btoa(text);
}

export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The header block of a message as text: up to the first empty line, UTF-8 where it is valid, else Latin-1. */
export function headerBlock(bytes: Uint8Array): string {
  const end = endOfHeaders(bytes);
  const block = bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(block);
  } catch {
    return new TextDecoder('windows-1252').decode(block);
  }
}

function endOfHeaders(bytes: Uint8Array): number {
  const lf = 10;
  const cr = 13;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== lf) continue;
    const next = bytes[at + 1];
    if (next === lf || (next === cr && bytes[at + 2] === lf)) return at + 1;
  }
  return bytes.length;
}
