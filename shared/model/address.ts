import { readAddressWords } from './address-syntax.ts';
import type { AddressWord, SyntaxProblem } from './address-syntax.ts';
import { domainToAscii, domainToUnicode } from './domain-name.ts';
import { hasMixedScript } from './mixed-script.ts';
import { publicDomains } from './public-domains.ts';
import { roleNames } from './role-names.ts';

export { hasMixedScript };

/** What two spellings of one address have in common; equal keys are one mailbox. */
export type AddressKey = string & { readonly __addressKey: unique symbol };

export type AddressProblem = 'empty' | 'tooLong' | 'lineBreak' | 'controlCharacter' | 'encodedWord' | SyntaxProblem;

/** An addr-spec of RFC 5322 section 3.4.1 and RFC 6531. */
export interface EmailAddress {
  /** For people: `local@domain`, the domain as U-label unless it mixes scripts. It parses to an equal address. */
  readonly text: string;
  /** As written, NFC; quoted only where a dot-atom cannot say it. */
  readonly local: string;
  /** Lower-case A-label without trailing dot, or an address literal. */
  readonly domain: string;
}

export type ParsedAddress =
  | { readonly kind: 'address'; readonly address: EmailAddress }
  | { readonly kind: 'refused'; readonly problem: AddressProblem };

/** RFC 5321 section 4.5.3.1, in octets; `written` bounds what is read at all, name and comments included. */
export const addressLimits = { local: 64, address: 254, written: 2_000 } as const;

const refused = (problem: AddressProblem): ParsedAddress => ({ kind: 'refused', problem });

/**
 * Reads one address as typed or as it stands in a field: `a@b`, `Name <a@b>`, quoted local part, comments,
 * SMTPUTF8, international domain. Line breaks are refused before anything else is read, two addresses are refused,
 * and an encoded-word (RFC 2047) within the address is refused because it has no meaning there.
 */
export const parseAddress = (text: string): ParsedAddress => {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const read = readAddress(text);
  if (text.length <= longestKept) {
    if (recent.size >= mostKept) recent.clear();
    recent.set(text, read);
  }
  return read;
};

/** A message's addresses are asked about at every step of its way: what was read lately is not read again. */
const recent = new Map<string, ParsedAddress>();
const mostKept = 1_000;
const longestKept = 300;

const readAddress = (text: string): ParsedAddress => {
  const early = problemBeforeReading(text);
  if (early !== null) return refused(early);
  const words = readAddressWords(text);
  if (words.kind === 'refused') return words;
  if (hasEncodedWord(words.local.text) || hasEncodedWord(words.domain.text)) return refused('encodedWord');
  if (invisible.test(words.local.text + words.domain.text)) return refused('controlCharacter');
  const local = readLocalPart(words.local);
  if (local === null) return refused('localPart');
  const domain = readDomain(words.domain);
  if (domain === null) return refused('domain');
  if (octets(local) > addressLimits.local || octets(foldLocalPart(local)) > addressLimits.local) {
    return refused('tooLong');
  }
  if (octets(local) + 1 + domain.length > addressLimits.address) return refused('tooLong');
  return { kind: 'address', address: { text: `${local}@${displayDomain(domain)}`, local, domain } };
};

const lineBreak = /[\r\n\u0085\u2028\u2029]/;
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** Characters that nobody sees or that have no agreed meaning: format, lone surrogate, private use. */
const invisible = /[\p{Cf}\p{Cs}\p{Co}]/u;

const problemBeforeReading = (text: string): AddressProblem | null => {
  if (lineBreak.test(text)) return 'lineBreak';
  if (controlCharacter.test(text)) return 'controlCharacter';
  if (text.length > addressLimits.written) return 'tooLong';
  return text.trim() === '' ? 'empty' : null;
};

const hasEncodedWord = (text: string): boolean => {
  const start = text.indexOf('=?');
  return start >= 0 && text.includes('?=', start + 2);
};

const atom = /^[\w!#$%&'*+/=?^`{|}~\-\u0080-\u{10ffff}]+$/u;
const isDotAtom = (text: string): boolean => text.split('.').every((part) => atom.test(part));
const quotable = /^[ -~\u00a1-\u{10ffff}]+$/u;

/** NFC turns a few signs into ASCII (the Kelvin sign): a look-alike must not become equal to the real address. */
const foldsToAscii = (text: string): boolean =>
  Array.from(text).some((character) => character > '\u007f' && character.normalize('NFC') <= '\u007f');

const readLocalPart = (word: AddressWord): string | null => {
  if (word.kind === 'literal' || foldsToAscii(word.text)) return null;
  const text = word.text.normalize('NFC');
  if (isDotAtom(text)) return text;
  if (word.kind !== 'quoted' || !quotable.test(text)) return null;
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};

/** RFC 5321 section 4.1.3 */
const literal = /^\[(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|ipv6:[0-9a-f:.]{2,45})\]$/;

const readDomain = (word: AddressWord): string | null => {
  if (word.kind === 'atom') return domainToAscii(word.text);
  const lower = word.text.toLowerCase();
  return word.kind === 'literal' && literal.test(lower) ? lower : null;
};

const displayDomain = (ascii: string): string => (hasMixedScript(ascii) ? ascii : domainToUnicode(ascii));

/** Octets in UTF-8. */
const octets = (text: string): number =>
  Array.from(text).reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);

/**
 * RFC 5321 section 2.4 leaves the case of a local part to its host, but no host in use tells two people apart by it,
 * and people and programs change it freely: equality ignores it.
 */
const foldLocalPart = (local: string): string => local.normalize('NFC').toLowerCase().normalize('NFC');

const keyOf = ({ local, domain }: EmailAddress): AddressKey => `${foldLocalPart(local)}@${domain}` as AddressKey;

/** The keys of what was read lately, for as long as that is kept. */
const keys = new WeakMap<EmailAddress, AddressKey>();

/** The strict equality key of an address; null when it is none. Applying it to a key gives the same key. */
export const addressKey = (address: EmailAddress | string): AddressKey | null => {
  if (typeof address !== 'string') return keyOf(address);
  const parsed = parseAddress(address);
  if (parsed.kind === 'refused') return null;
  const known = keys.get(parsed.address);
  if (known !== undefined) return known;
  const key = keyOf(parsed.address);
  keys.set(parsed.address, key);
  return key;
};

const splitKey = (key: AddressKey): { local: string; domain: string } => {
  const at = key.lastIndexOf('@');
  return { local: key.slice(0, at), domain: key.slice(at + 1) };
};

/** The domain of a key: an A-label or an address literal. */
export const domainOf = (key: AddressKey): string => splitKey(key).domain;

const withoutTag = (local: string): string => (local.indexOf('+') > 0 ? local.slice(0, local.indexOf('+')) : local);
const withoutDots = (local: string): string => local.replaceAll('.', '');

/** Which domains read `local+tag@` as `local@`, and which ignore dots in the local part; lower-case A-labels. */
export interface AddressRules {
  readonly plusTagDomains: readonly string[];
  readonly dotlessDomains: readonly string[];
}

const underRules = (key: AddressKey, rules: { tag: 'keep' | 'drop'; dots: 'keep' | 'drop' }): AddressKey => {
  const { local, domain } = splitKey(key);
  if (local.startsWith('"')) return key;
  const untagged = rules.tag === 'drop' ? withoutTag(local) : local;
  return `${rules.dots === 'drop' ? withoutDots(untagged) : untagged}@${domain}` as AddressKey;
};

/**
 * The key without plus-tag and dots, whatever the domain: a store keeps it beside the strict key, and the rules
 * decide which of the loose matches count.
 */
export const looseAddressKey = (key: AddressKey): AddressKey => underRules(key, { tag: 'drop', dots: 'drop' });

/** Whether the domain of the key has a loose rule at all. */
export const usesLooseKey = (key: AddressKey, rules: AddressRules): boolean => {
  const domain = domainOf(key);
  return rules.plusTagDomains.includes(domain) || rules.dotlessDomains.includes(domain);
};

/** Whether mail to both reaches one mailbox, as far as the rules of their domain say. */
export const sameMailbox = (a: AddressKey, b: AddressKey, rules: AddressRules): boolean => {
  if (a === b) return true;
  const domain = domainOf(a);
  if (domain !== domainOf(b)) return false;
  const tag = rules.plusTagDomains.includes(domain) ? 'drop' : 'keep';
  const dots = rules.dotlessDomains.includes(domain) ? 'drop' : 'keep';
  return underRules(a, { tag, dots }) === underRules(b, { tag, dots });
};

/** `info@`, `sales@`, `noreply@` ...: an address of an office or a program, not of a person (R6). */
export const isRoleAddress = (key: AddressKey): boolean => {
  const name = withoutTag(splitKey(key).local).replaceAll(/[._-]/g, '');
  return roleNames.has(name) || /^(?:donot|no)reply/.test(name);
};

/** Whether anyone can have an address there: people who share it have nothing else in common. */
export const isPublicDomain = (domain: string): boolean => publicDomains.has(domain.toLowerCase());
