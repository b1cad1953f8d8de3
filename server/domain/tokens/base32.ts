/** Digits and letters without I, L, O and U, which people take for others. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A whole number in base 32, at least `width` characters. */
export const toBase32 = (value: number, width: number): string => {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = alphabet.charAt(rest % 32) + text;
  return text.padStart(width, '0');
};

/** The first `count` groups of five bits of the bytes. */
export const bytesToBase32 = (bytes: Uint8Array, count: number): string => {
  let text = '';
  for (let group = 0; group < count; group += 1) {
    const at = group * 5;
    const pair = ((bytes[at >> 3] ?? 0) << 8) | (bytes[(at >> 3) + 1] ?? 0);
    text += alphabet.charAt((pair >> (11 - (at & 7))) & 31);
  }
  return text;
};

/** As a person may have typed it: any case, O for 0, I and L for 1. Null when some character is none of base 32. */
export const readBase32 = (text: string): string | null => {
  const plain = text.toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return /^[0-9a-hjkmnp-tv-z]+$/.test(plain) ? plain : null;
};
