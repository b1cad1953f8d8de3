import { addressKey } from '#shared/model/address.ts';
import type { TrackingRule } from '#shared/model/tracking-rule.ts';
import type { MailPerson, Message } from '../mail/message.ts';
import { isListed, listedKey } from './listed-address.ts';

/** Where a mail was found, as far as its source can say. */
export interface FoundWhere {
  readonly folder: string | null;
  readonly categories: readonly string[];
}

export interface RuleSubject extends FoundWhere {
  readonly message: Pick<Message, 'from' | 'to' | 'cc' | 'bcc' | 'subject'>;
}

const keysOf = (entries: readonly string[]): string[] => entries.map(listedKey).filter((key) => key !== null);

const anyListed = (people: readonly MailPerson[], entries: readonly string[]): boolean => {
  const list = keysOf(entries);
  return people.some(({ address }) => {
    const key = addressKey(address);
    return key !== null && isListed(key, list);
  });
};

/** Longer subjects are read so far. */
const longestSubject = 10_000;

const fold = (text: string): string => text.slice(0, longestSubject).normalize('NFKC').toLowerCase();

const wordsOf = (text: string): string[] => fold(text).split(/[^\p{L}\p{M}\p{N}]+/u);

/** One word or several in a row, as whole words. */
const standsIn = (asked: string, subject: string): boolean => {
  const words = wordsOf(asked).filter((word) => word !== '');
  return words.length > 0 && ` ${wordsOf(subject).join(' ')} `.includes(` ${words.join(' ')} `);
};

const same = (a: string, b: string): boolean => fold(a).trim() === fold(b).trim();

const meets = (rule: TrackingRule, { message, folder, categories }: RuleSubject): boolean => {
  const { from, to, subjectWords } = rule;
  return (
    (from === undefined || anyListed(message.from, from)) &&
    (to === undefined || anyListed([...message.to, ...message.cc, ...message.bcc], to)) &&
    (subjectWords === undefined || subjectWords.every((word) => standsIn(word, message.subject))) &&
    (rule.folder === undefined || (folder !== null && same(rule.folder, folder))) &&
    (rule.category === undefined || categories.some((category) => same(category, rule.category ?? '')))
  );
};

/** A21: it says nothing but that a folder belongs to a record. */
export const bindsFolder = ({ from, to, subjectWords, folder, category, regarding = [] }: TrackingRule): boolean =>
  folder !== undefined && regarding.length > 0 && (from ?? to ?? subjectWords ?? category) === undefined;

/** A21: folders that rules of a user name, each once. */
export const namedFolders = (rules: readonly TrackingRule[]): readonly string[] => [
  ...new Set(rules.flatMap(({ enabled, folder }) => (enabled && folder !== undefined ? [folder] : []))),
];

/** A24: the first rule, in the user's order, that is switched on and whose every condition the mail meets. */
export const matchingRule = (rules: readonly TrackingRule[], subject: RuleSubject): TrackingRule | null =>
  rules.find((rule) => rule.enabled && meets(rule, subject)) ?? null;
