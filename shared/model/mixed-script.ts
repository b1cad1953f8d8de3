import { domainToUnicode } from './domain-name.ts';

const scripts = {
  latin: /\p{Script=Latin}/u,
  greek: /\p{Script=Greek}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  armenian: /\p{Script=Armenian}/u,
  georgian: /\p{Script=Georgian}/u,
  hebrew: /\p{Script=Hebrew}/u,
  arabic: /\p{Script=Arabic}/u,
  devanagari: /\p{Script=Devanagari}/u,
  thai: /\p{Script=Thai}/u,
  cherokee: /\p{Script=Cherokee}/u,
  han: /\p{Script=Han}/u,
  hiragana: /\p{Script=Hiragana}/u,
  katakana: /\p{Script=Katakana}/u,
  bopomofo: /\p{Script=Bopomofo}/u,
  hangul: /\p{Script=Hangul}/u,
} as const;
type Script = keyof typeof scripts;

/** UTS 39 section 5.2, "highly restrictive": what Chinese, Japanese and Korean write together, with Latin. */
const writtenTogether: readonly (readonly Script[])[] = [
  ['latin', 'han', 'hiragana', 'katakana'],
  ['latin', 'han', 'bopomofo'],
  ['latin', 'han', 'hangul'],
];

/** Letters that look like Latin ones: a label of nothing else was chosen to be read as Latin. */
const latinLookalikes = /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡκοανρτυιχҫ\d-]+$/u;

const scriptsOf = (label: string): Script[] =>
  (Object.keys(scripts) as Script[]).filter((script) => scripts[script].test(label));

const isSuspect = (label: string): boolean => {
  const found = scriptsOf(label);
  if (found.length > 1) return !writtenTogether.some((together) => found.every((script) => together.includes(script)));
  return found[0] !== 'latin' && found.length === 1 && latinLookalikes.test(label);
};

/**
 * Whether a label of the domain (A- or U-label) mixes scripts that no language mixes, or consists of look-alikes of
 * Latin letters: such a domain is shown as A-label with a badge.
 */
export const hasMixedScript = (domain: string): boolean =>
  domainToUnicode(domain.toLowerCase()).split('.').some(isSuspect);
