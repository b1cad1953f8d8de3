import { keepsBidiRule } from './bidi-rule.ts';

/** The one global both sides have that turns a domain into its A-label (WHATWG URL, UTS 46). */
declare const URL: new (text: string) => { readonly hostname: string };

/** Letters, marks, decimal digits, hyphen, and the ideographic zero and full stop. */
const domainCharacters = /^[\p{L}\p{M}\p{Nd}\u3007.\u3002-]+$/u;
/**
 * Letters that nobody sees, and those beyond the basic plane other than Han: historic scripts, of which each platform
 * knows as many as its version of Unicode has.
 */
const unreadable = /[\p{Default_Ignorable_Code_Point}\u{10000}-\u{1ffff}\u{31350}-\u{10ffff}]/u;
const readable = (name: string): boolean => domainCharacters.test(name) && !unreadable.test(name);
const numberLabel = /^(?:\d+|0x[0-9a-f]*)$/;
const asciiLabel = /^[a-z0-9-]{1,63}$/;

const hostnameOf = (name: string): string | null => {
  try {
    return new URL(`http://${name}/`).hostname;
  } catch {
    // Not a host name: the caller says so in its own words.
    return null;
  }
};

/** A look-alike of ASCII (full-width letters, the Kelvin sign) is refused instead of folded to Latin. */
const foldsToAscii = (text: string): boolean =>
  Array.from(text).some((character) => character > '\u007f' && /[!-~]/.test(character.normalize('NFKC')));

const validAscii = (name: string): boolean => {
  const labels = name.split('.');
  return (
    name.length <= 253 &&
    labels.every((label) => asciiLabel.test(label) && !label.startsWith('-') && !label.endsWith('-')) &&
    !numberLabel.test(labels.at(-1) ?? '')
  );
};

/**
 * The lower-case A-label form of a domain name (RFC 5890), without trailing dot; null when it is no domain name.
 * Only names with an international label ask the platform, and an `xn--` label must be one that decodes to its U-label,
 * so that pane and server cannot disagree about malformed ones.
 */
export const domainToAscii = (domain: string): string | null => {
  if (domain.length > longestWritten || !readable(domain) || foldsToAscii(domain)) return null;
  const name = domain.normalize('NFC').toLowerCase().replaceAll('\u3002', '.').replace(/\.$/, '');
  if (/^[a-z0-9.-]*$/.test(name) && !name.includes('xn--')) return validAscii(name) ? name : null;
  const ascii = hostnameOf(name);
  return ascii !== null && validAscii(ascii) && isWellFormed(ascii) ? ascii : null;
};

const longestWritten = 1_000;

/** RFC 5891 section 4.2.3: no U-label begins with a mark or has a hyphen at its edge. */
const edges = /^[^\p{M}-](?:.*[^-])?$/u;

const isWellFormed = (ascii: string): boolean => {
  const labels = ascii.split('.').map(labelToUnicode);
  const name = labels.join('.');
  return labels.every((label) => label !== null && edges.test(label)) && readable(name) && keepsBidiRule(name);
};

/** The U-label form of an A-label domain, for people; equal to the input when nothing in it is international. */
export const domainToUnicode = (ascii: string): string =>
  ascii
    .split('.')
    .map((label) => labelToUnicode(label) ?? label)
    .join('.');

const labelToUnicode = (label: string): string | null => {
  if (!label.startsWith('xn--')) return label;
  const decoded = decodePunycode(label.slice(4));
  return decoded !== null && hostnameOf(decoded) === label ? decoded : null;
};

const punycode = { base: 36, tMin: 1, tMax: 26, skew: 38, damp: 700, firstBias: 72, firstCode: 128 } as const;

const adaptBias = (delta: number, points: number, round: 'first' | 'later'): number => {
  let left = round === 'first' ? Math.floor(delta / punycode.damp) : Math.floor(delta / 2);
  left += Math.floor(left / points);
  let bias = 0;
  for (; left > ((punycode.base - punycode.tMin) * punycode.tMax) / 2; bias += punycode.base) {
    left = Math.floor(left / (punycode.base - punycode.tMin));
  }
  return bias + Math.floor(((punycode.base - punycode.tMin + 1) * left) / (left + punycode.skew));
};

const digitOf = (character: string | undefined): number =>
  character === undefined ? -1 : 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(character);

/** One generalized variable-length integer (RFC 3492 section 3.3); null when the text ends within it. */
const readInteger = (text: string, start: number, bias: number): { value: number; next: number } | null => {
  let value = 0;
  let weight = 1;
  let at = start;
  for (let k: number = punycode.base; ; k += punycode.base) {
    const digit = digitOf(text[at]);
    if (digit < 0) return null;
    at += 1;
    value += digit * weight;
    if (value > 0x7fffffff) return null;
    const threshold = Math.min(Math.max(k - bias, punycode.tMin), punycode.tMax);
    if (digit < threshold) return { value, next: at };
    weight *= punycode.base - threshold;
  }
};

/** RFC 3492 section 6.2, for one label of at most 59 characters. */
const decodePunycode = (text: string): string | null => {
  const delimiter = text.lastIndexOf('-');
  const points = Array.from(text.slice(0, Math.max(delimiter, 0)), (character) => character.charCodeAt(0));
  const basic = points.length;
  let code: number = punycode.firstCode;
  let bias: number = punycode.firstBias;
  let index = 0;
  for (let at = delimiter + 1; at < text.length;) {
    const read = readInteger(text, at, bias);
    if (read === null) return null;
    const length = points.length + 1;
    bias = adaptBias(read.value, length, points.length === basic ? 'first' : 'later');
    index += read.value;
    code += Math.floor(index / length);
    if (code > 0x10ffff) return null;
    index %= length;
    points.splice(index, 0, code);
    index += 1;
    at = read.next;
  }
  return String.fromCodePoint(...points);
};
