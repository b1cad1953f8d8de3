/**
 * The merge language of templates: `{{recipient.firstName}}`, with words for when there is nothing:
 * `{{recipient.firstName | Sir or Madam}}`. `\{{` stands for two braces. There is nothing else: no conditions, no code.
 */

/** What a text is written in: it decides how placeholders are read and how values are escaped. */
export type MergeFormat = 'html' | 'plain';

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly fallback: string | null };

export type MergeReading =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  /** `place` is the text of the placeholder, for the sentence. */
  | { readonly kind: 'mistake'; readonly place: string; readonly message: string };

/** Characters between the braces. */
export const longestPlaceholder = 300;
/** Placeholders in one text. */
export const mostPlaceholders = 500;

const path = /^[a-z][A-Za-z0-9_]{0,39}(?:\.[a-z][A-Za-z0-9_]{0,39}){1,3}$/;

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** What stands between the braces as the writer saw it: an editor has written some characters as entities. */
const asSeen = (text: string): string =>
  text.replaceAll(/&(?:quot|#39|apos|nbsp|lt|gt|amp);/g, (entity) => entities[entity] ?? entity);

const mistake = (place: string, message: string): MergeReading => ({
  kind: 'mistake',
  place: place.slice(0, 80),
  message,
});

const readPlaceholder = (inner: string, format: MergeFormat): Piece | { readonly message: string } => {
  if (format === 'html' && inner.includes('<'))
    return { message: 'formatting begins or ends inside the placeholder; write it in one go, in one format' };
  const seen = (format === 'html' ? asSeen(inner) : inner).replaceAll('\u00a0', ' ');
  const bar = seen.indexOf('|');
  const name = (bar < 0 ? seen : seen.slice(0, bar)).trim();
  if (!path.test(name)) return { message: 'write it as {{recipient.firstName}} or {{recipient.firstName | words}}' };
  return { kind: 'field', path: name.split('.'), fallback: bar < 0 ? null : seen.slice(bar + 1).trim() };
};

/** Reads a template's text once from left to right; linear in its length. */
export const readTemplate = (template: string, format: MergeFormat): MergeReading => {
  const pieces: Piece[] = [];
  let text = '';
  let at = 0;
  for (let open = template.indexOf('{{'); open >= 0; open = template.indexOf('{{', at)) {
    if (template[open - 1] === '\\' && open > at) {
      text += `${template.slice(at, open - 1)}{{`;
      at = open + 2;
      continue;
    }
    const close = template.indexOf('}}', open + 2);
    const inner = template.slice(open + 2, close);
    if (close < 0 || inner.length > longestPlaceholder)
      return mistake(template.slice(open), `is not closed by }} within ${longestPlaceholder} characters`);
    const piece = readPlaceholder(inner, format);
    if ('message' in piece) return mistake(template.slice(open, close + 2), piece.message);
    if (pieces.length >= 2 * mostPlaceholders)
      return mistake(template.slice(open, close + 2), `is more than ${mostPlaceholders} placeholders in one text`);
    text += template.slice(at, open);
    pieces.push({ kind: 'text', text }, piece);
    text = '';
    at = close + 2;
  }
  return { kind: 'pieces', pieces: [...pieces, { kind: 'text', text: text + template.slice(at) }] };
};

/** Names of the fields that a text asks for, each once, in order. */
export const placeholdersOf = (pieces: readonly Piece[]): string[] => [
  ...new Set(pieces.flatMap((piece) => (piece.kind === 'field' ? [piece.path.join('.')] : []))),
];
