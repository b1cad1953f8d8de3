/**
 * How deep the elements of an HTML text nest, found in one linear pass.
 *
 * The libraries behind it need quadratic time on nesting (a megabyte of `<div>` blocks them for many seconds), so
 * nothing reaches them before this has answered. It follows the same rules as their parser: some elements are closed by the
 * start of others, an end tag closes everything opened after its start.
 */

const voids = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
);
const closedBy = new Map<string, ReadonlySet<string>>([
  ['tr', new Set(['tr', 'th', 'td'])],
  ['th', new Set(['th'])],
  ['td', new Set(['thead', 'th', 'td'])],
  ['li', new Set(['li'])],
  ['p', new Set(['p'])],
  ['dd', new Set(['dt', 'dd'])],
  ['dt', new Set(['dt', 'dd'])],
  ['option', new Set(['option'])],
  ['body', new Set(['head', 'link', 'script'])],
]);
for (const block of 'h1 h2 h3 h4 h5 h6 address article aside blockquote div dl fieldset footer form header hr main nav ol pre section table ul'.split(
  ' ',
)) {
  closedBy.set(block, new Set(['p']));
}

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

/** Where the tag that starts at `at` ends; quoted attribute values may hold `>`. */
const tagEnd = (html: string, at: number): number => {
  for (let index = at; index < html.length; index++) {
    const char = html.charCodeAt(index);
    if (char === 0x3e) return index;
    const quotes = (char === 0x22 || char === 0x27) && html.charCodeAt(index - 1) === 0x3d;
    if (!quotes) continue;
    const close = html.indexOf(char === 0x22 ? '"' : "'", index + 1);
    if (close < 0) return html.length;
    index = close;
  }
  return html.length;
};

const nameAt = (html: string, at: number): string => {
  let end = at;
  while (end < html.length && !/[\s/>]/.test(html.charAt(end)) && end - at < 40) end++;
  return html.slice(at, end).toLowerCase();
};

const openTag = (open: string[], name: string): void => {
  const closes = closedBy.get(name);
  while (closes !== undefined && open.length > 0 && closes.has(open.at(-1) ?? '')) open.pop();
  if (!voids.has(name)) open.push(name);
};

const closeTag = (open: string[], name: string): void => {
  const index = open.lastIndexOf(name);
  if (index >= 0) open.length = index;
};

/** Whether more than `limit` elements are open at once anywhere in the text. */
export const nestsDeeper = (html: string, limit: number): boolean => {
  const open: string[] = [];
  let at = html.indexOf('<');
  while (at >= 0) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 2);
      if (end < 0) return false;
      at = html.indexOf('<', end);
      continue;
    }
    const closing = html.charCodeAt(at + 1) === 0x2f;
    const start = closing ? at + 2 : at + 1;
    if (!isLetter(html.charCodeAt(start))) {
      at = html.indexOf('<', at + 1);
      continue;
    }
    const name = nameAt(html, start);
    if (closing) closeTag(open, name);
    else openTag(open, name);
    if (open.length > limit) return true;
    at = html.indexOf('<', tagEnd(html, start));
  }
  return false;
};
