import type { Message } from '../message.ts';
import { absenceOpenings, programOpenings } from './absence-openings.ts';
import { absenceSubjects } from './absence-subjects.ts';

/** Longer ones are cut; every pattern looks at each place a bounded number of times. */
const longestSubject = 300;
const absenceWithin = 250;
const programWithin = 600;

/** Without the mark that a list puts before it. */
const bareSubject = (subject: string): string =>
  subject
    .slice(0, longestSubject)
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/^(?:\[[^\]]{1,40}\] ?){1,2}/, '');

interface Opening {
  /** How what stands before anything quoted begins, in lower case with single spaces. */
  readonly words: string;
  readonly quotes: boolean;
}

/** The cheap question first: most lines are neither. */
const beginsQuote = (line: string): boolean =>
  (line.includes('>') && /^\s{0,3}>/.test(line)) || (line.includes('wrote:') && /\bwrote:\s*$/.test(line));

const openingOf = (text: string): Opening => {
  const lines = text.slice(0, 4_000).split('\n', 80);
  const quoted = lines.findIndex(beginsQuote);
  let words = '';
  for (const line of quoted < 0 ? lines : lines.slice(0, quoted)) {
    const more = line.toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('\u2019', "'").trim();
    if (more !== '') words += words === '' ? more : ` ${more}`;
    if (words.length > programWithin) break;
  }
  return { words, quotes: quoted >= 0 };
};

const holds = (patterns: readonly RegExp[], words: string): boolean => patterns.some((pattern) => pattern.test(words));

/**
 * What shows in the words that a program answered; null when nothing does. Somebody who quotes what was written and
 * does not themselves begin like a program is a person who writes about an absence.
 */
export const absenceWords = ({ subject, text }: Pick<Message, 'subject' | 'text'>): string | null => {
  const { words, quotes } = openingOf(text);
  if (holds(programOpenings, words.slice(0, programWithin))) return 'the words of an automatic reply in its text';
  if (holds(absenceOpenings, words.slice(0, absenceWithin))) return 'the words of an absence in its text';
  return !quotes && holds(absenceSubjects, bareSubject(subject))
    ? 'the words of an automatic reply in the subject'
    : null;
};
