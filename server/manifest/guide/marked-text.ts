import type { MarkedText } from './guide.ts';

export interface Piece {
  readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'link';
  readonly text: string;
}

const mark = /\*\*(?<strong>[^*]+)\*\*|\*(?<emphasis>[^*]+)\*|`(?<code>[^`]+)`|<(?<link>https:\/\/[^>\s]+)>/g;
const kinds = ['strong', 'emphasis', 'code', 'link'] as const;

const pieceOf = (groups: Readonly<Record<string, string | undefined>>): Piece => {
  const kind = kinds.find((each) => groups[each] !== undefined) ?? 'code';
  return { kind, text: groups[kind] ?? '' };
};

/** Cuts a marked text into pieces; together they hold every character but the marks. */
export const piecesOf = (marked: MarkedText): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of marked.matchAll(mark)) {
    pieces.push({ kind: 'text', text: marked.slice(at, match.index) }, pieceOf(match.groups ?? {}));
    at = match.index + match[0].length;
  }
  return [...pieces, { kind: 'text' as const, text: marked.slice(at) }].filter((piece) => piece.text !== '');
};

/** The same without marks, for a terminal. */
export const plainText = (marked: MarkedText): string =>
  piecesOf(marked)
    .map((piece) => piece.text)
    .join('');
