/**
 * P8 for HTML: removes the elements in which mail programs put the quoted mail, and for Outlook, which puts it after a
 * mark, all that follows the mark. The result is a fragment whose open elements the sanitizer closes. One pass over
 * the text; nothing that is not such a mark is touched.
 */
export const removeQuotedHtml = (html: string): string => {
  let kept = '';
  let from = 0;
  for (let tag = nextTag(html, 0); tag !== null;) {
    if (beginsRest(tag)) return kept + html.slice(from, tag.start);
    if (!isQuoteElement(tag)) {
      tag = nextTag(html, tag.end);
      continue;
    }
    kept += html.slice(from, tag.start);
    from = endOfElement(html, tag);
    tag = nextTag(html, from);
  }
  return kept + html.slice(from);
};

interface Tag {
  readonly start: number;
  readonly end: number;
  /** Lower case, `/` first in a closing tag. */
  readonly name: string;
  /** Lower case, white space removed; bounded. */
  readonly attributes: string;
}

const longestAttributes = 1_000;

/** The next tag or comment from there on; `<` before anything else is text. */
const nextTag = (html: string, from: number): Tag | null => {
  for (let start = html.indexOf('<', from); start >= 0; start = html.indexOf('<', start + 1)) {
    if (html.startsWith('<!--', start)) return readComment(html, start);
    if (/^[a-z/]/i.test(html.charAt(start + 1))) return readTag(html, start);
  }
  return null;
};

const readComment = (html: string, start: number): Tag | null => {
  const close = html.indexOf('-->', start + 4);
  return close < 0 ? null : { start, end: close + 3, name: '', attributes: '' };
};

const readTag = (html: string, start: number): Tag | null => {
  const end = endOfTag(html, start + 1);
  if (end < 0) return null;
  const inside = html.slice(start + 1, Math.min(end - 1, start + longestAttributes));
  const name = /^\/?[a-z][a-z0-9]{0,20}/i.exec(inside)?.[0] ?? '';
  const attributes = inside.slice(name.length).toLowerCase().replaceAll(/\s/g, '');
  return { start, end, name: name.toLowerCase(), attributes };
};

/** After the `>` that closes a tag; a quoted attribute may contain one. */
const endOfTag = (html: string, from: number): number => {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return -1;
};

const quoteNames = /gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix|zmail_extra/;

const isQuoteElement = (tag: Tag): boolean =>
  (tag.name === 'blockquote' && /type=["']?cite/.test(tag.attributes)) ||
  ((tag.name === 'blockquote' || tag.name === 'div') && quoteNames.test(tag.attributes));

const beginsRest = (tag: Tag): boolean =>
  (tag.name === 'div' || tag.name === 'hr' || tag.name === 'span') &&
  (/id=["']?(?:x_)*(?:appendonsend|divrplyfwdmsg|stopspelling|ms-outlook-mobile-body-separator-line)/.test(
    tag.attributes,
  ) ||
    /style=["']?border:none;border-top:solid#(?:e1e1e1|b5c4df)/.test(tag.attributes));

const endOfElement = (html: string, opening: Tag): number => {
  let depth = 1;
  for (let tag = nextTag(html, opening.end); tag !== null; tag = nextTag(html, tag.end)) {
    if (tag.name === opening.name) depth += 1;
    else if (tag.name === `/${opening.name}`) depth -= 1;
    if (depth === 0) return tag.end;
  }
  return html.length;
};
