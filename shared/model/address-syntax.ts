/**
 * One mailbox of RFC 5322 section 3.4, read from left to right in one pass: a name is skipped, comments and folding
 * space are dropped where the grammar allows them, and nothing is ever decoded. Every character is looked at a fixed
 * number of times, so the cost is linear in the text.
 */
export interface AddressWord {
  readonly kind: 'atom' | 'quoted' | 'literal' | 'special';
  /** Of a quoted string its content without quotes and escapes. */
  readonly text: string;
}

export type SyntaxProblem = 'noAt' | 'severalAddresses' | 'localPart' | 'domain' | 'syntax';
export type AddressWords =
  | { readonly kind: 'words'; readonly local: AddressWord; readonly domain: AddressWord }
  | { readonly kind: 'refused'; readonly problem: SyntaxProblem };

const refused = (problem: SyntaxProblem): AddressWords => ({ kind: 'refused', problem });

const whiteSpace = /[\t\p{Z}]/u;
const atomCharacter = /[\w!#$%&'*+/=?^`{|}~.\-\u0080-\uffff]/;
const isSpecial = (character: string): boolean => '<>@,;:'.includes(character);

interface Step {
  readonly word: AddressWord | null;
  readonly next: number;
}

/** After the closing parenthesis of a comment, which may nest (RFC 5322 section 3.2.2); null when it never closes. */
const skipComment = (text: string, start: number): Step | null => {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return { word: null, next: at + 1 };
  }
  return null;
};

const readQuoted = (text: string, start: number): Step | null => {
  let content = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') return { word: { kind: 'quoted', text: content }, next: at + 1 };
    if (character === '\\') at += 1;
    content += text[at] ?? '';
  }
  return null;
};

const readLiteral = (text: string, start: number): Step | null => {
  const end = text.indexOf(']', start);
  return end < 0 ? null : { word: { kind: 'literal', text: text.slice(start, end + 1) }, next: end + 1 };
};

const readAtom = (text: string, start: number): Step | null => {
  let at = start;
  while (at < text.length && atomCharacter.test(text[at] ?? '') && !whiteSpace.test(text[at] ?? '')) at += 1;
  return at === start ? null : { word: { kind: 'atom', text: text.slice(start, at) }, next: at };
};

const readStep = (text: string, at: number): Step | null => {
  const character = text[at] ?? '';
  if (whiteSpace.test(character)) return { word: null, next: at + 1 };
  if (character === '(') return skipComment(text, at);
  if (character === '"') return readQuoted(text, at);
  if (character === '[') return readLiteral(text, at);
  if (isSpecial(character)) return { word: { kind: 'special', text: character }, next: at + 1 };
  return readAtom(text, at);
};

const readWords = (text: string): AddressWord[] | null => {
  const words: AddressWord[] = [];
  for (let at = 0; at < text.length;) {
    const step = readStep(text, at);
    if (step === null) return null;
    if (step.word !== null) words.push(step.word);
    at = step.next;
  }
  return words;
};

const isMark = (word: AddressWord | undefined, mark: string): boolean => word?.kind === 'special' && word.text === mark;
const count = (words: readonly AddressWord[], mark: string): number =>
  words.filter((word) => isMark(word, mark)).length;
const joined = (words: readonly AddressWord[]): string =>
  words
    .map((word) => word.text)
    .join('')
    .toLowerCase();

/** Without angle brackets the words themselves; with them what stands between, when what stands before is a name. */
const withinAngles = (words: readonly AddressWord[]): readonly AddressWord[] | SyntaxProblem => {
  const opening = words.findIndex((word) => isMark(word, '<'));
  if (opening < 0) return count(words, '>') > 0 ? 'syntax' : words;
  if (count(words, '<') > 1) return 'severalAddresses';
  if (count(words, '>') !== 1 || !isMark(words.at(-1), '>')) return 'syntax';
  const name = words.slice(0, opening);
  const inner = words.slice(opening + 1, -1);
  // `anna@fabrikam.test <anna@fabrikam.test>` is how many programs write a missing name; any other @ is a second address.
  return count(name, '@') > 0 && joined(name) !== joined(inner) ? 'severalAddresses' : inner;
};

/** Reads one mailbox into its local part and its domain; more than one, a group or a source route is refused. */
export const readAddressWords = (text: string): AddressWords => {
  const words = readWords(text);
  if (words === null) return refused('syntax');
  if (words.some((word) => [',', ';', ':'].some((mark) => isMark(word, mark)))) return refused('severalAddresses');
  const spec = withinAngles(words);
  if (typeof spec === 'string') return refused(spec);
  const at = spec.findIndex((word) => isMark(word, '@'));
  if (at < 0) return refused('noAt');
  if (count(spec, '@') > 1) return refused('severalAddresses');
  const [local, moreLocal] = spec.slice(0, at);
  const [domain, moreDomain] = spec.slice(at + 1);
  if (local === undefined || moreLocal !== undefined) return refused('localPart');
  if (domain === undefined || moreDomain !== undefined) return refused('domain');
  return { kind: 'words', local, domain };
};
