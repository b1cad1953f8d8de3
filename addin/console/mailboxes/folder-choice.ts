import type { CallOutput } from '#shared/contracts/api.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Rule } from '../../queries/settings.ts';

type Listed = CallOutput<'listMailboxFolders'>;

/** A folder that may be chosen. */
export interface FolderEntry {
  /** As it is written in the settings of the mailbox. */
  readonly written: string;
  readonly name: string;
  /** `unlisted`: the settings name it, and its server does not list it so. */
  readonly use: 'inbox' | 'sent' | 'unlisted' | null;
  readonly isSet: boolean;
}

const wellKnown: Readonly<Record<string, 'inbox' | 'sent'>> = { inbox: 'inbox', sentitems: 'sent' };

/** The inbox, the one for sent mail, the others as the server lists them, then what is set and not listed. */
export const folderEntries = (listed: Listed, set: readonly string[]): readonly FolderEntry[] => {
  const roleOf = (name: string) => (name === listed.inbox ? 'inbox' : name === listed.sent ? 'sent' : null);
  const means = (written: string, name: string): boolean => {
    const use = roleOf(name);
    return written === name || (use !== null && wellKnown[written.toLowerCase()] === use);
  };
  const there = listed.items.map((name): FolderEntry => {
    const written = set.find((each) => means(each, name));
    return { written: written ?? name, name, use: roleOf(name), isSet: written !== undefined };
  });
  const known = new Set(there.map(({ written }) => written));
  const gone = set.filter((written) => !known.has(written));
  return [
    ...there.filter(({ use }) => use === 'inbox'),
    ...there.filter(({ use }) => use === 'sent'),
    ...there.filter(({ use }) => use === null),
    ...gone.map((written): FolderEntry => ({ written, name: written, use: 'unlisted', isSet: true })),
  ];
};

const same = (one: string, other: string): boolean =>
  one.normalize('NFKC').trim().toLowerCase() === other.normalize('NFKC').trim().toLowerCase();

/** A21: it says nothing but that this folder belongs to a record. */
const isOf = (folder: string, rule: Rule): boolean =>
  rule.folder !== undefined &&
  same(rule.folder, folder) &&
  (rule.from ?? rule.to ?? rule.subjectWords ?? rule.category) === undefined;

/** A21: the rule that binds a folder to a record, if there is one. */
export const boundBy = (rules: readonly Rule[], folder: string): Rule | null =>
  rules.find((rule) => (rule.regarding ?? []).length > 0 && isOf(folder, rule)) ?? null;

/** The rules once a folder belongs to these records; none: to nothing any more. What else a rule asks for stays. */
export const withBinding = (rules: readonly Rule[], folder: string, regarding: readonly RecordRef[]): Rule[] => {
  const before = boundBy(rules, folder);
  if (regarding.length === 0) return rules.filter((rule) => rule !== before);
  const refs = regarding.map(({ type, id }) => ({ type, id }));
  if (before !== null)
    return rules.map((rule) => (rule === before ? { ...rule, enabled: true, regarding: refs } : rule));
  return [...rules, { name: folder.slice(0, 100).trim(), enabled: true, folder, regarding: refs }];
};
