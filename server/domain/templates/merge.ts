import type { MergeFormat, Piece } from './merge-language.ts';

/** A record as a template sees it: its texts, and the records it points to. */
export interface MergeRecord {
  readonly texts: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, MergeRecord>>;
}

/** Whom a template can speak of. */
export const mergeRoots = ['recipient', 'regarding', 'sender', 'organization'] as const;
export type MergeRoot = (typeof mergeRoots)[number];
export type MergeFacts = Readonly<Record<MergeRoot, MergeRecord | null>>;

export interface Merged {
  readonly text: string;
  /** Fields without a value and without words of their own, each once. */
  readonly missing: readonly string[];
}

const isRoot = (name: string | undefined): name is MergeRoot => mergeRoots.some((root) => root === name);

/** The value that a path names; empty when any step of it leads nowhere. A record itself reads as its name. */
export const valueAt = (facts: MergeFacts, path: readonly string[]): string => {
  const [root, ...steps] = path;
  let record = isRoot(root) ? facts[root] : null;
  for (const [index, step] of steps.entries()) {
    if (record === null) return '';
    const link = Object.hasOwn(record.links, step) ? record.links[step] : undefined;
    if (link === undefined) {
      const text = Object.hasOwn(record.texts, step) ? (record.texts[step] ?? '') : '';
      return index === steps.length - 1 ? text.trim() : '';
    }
    record = link;
  }
  return (record?.texts['name'] ?? '').trim();
};

const characters: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (value: string): string =>
  value.replaceAll(/[&<>"']/g, (character) => characters[character] ?? '').replaceAll(/\r\n?|\n/g, '<br>');

const written = (value: string, format: MergeFormat): string =>
  format === 'html' ? escaped(value) : value.replaceAll(/[\r\n\0]+/g, ' ');

/** Puts values in their places. A value is always text: what stands in a record never becomes markup or a new line. */
export const merge = (pieces: readonly Piece[], facts: MergeFacts, format: MergeFormat): Merged => {
  const missing = new Set<string>();
  const text = pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text;
    const value = valueAt(facts, piece.path);
    if (value === '' && piece.fallback === null) missing.add(piece.path.join('.'));
    return written(value === '' ? (piece.fallback ?? '') : value, format);
  });
  return { text: text.join(''), missing: [...missing] };
};
