import type { XmlElement } from './xml.ts';

/** Where and why a text is not the XML that a manifest may be. */
export class XmlSyntaxError extends Error {
  override readonly name = 'XmlSyntaxError';
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const name = String.raw`[A-Za-z_][\w.:-]*`;
const attribute = String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`;
const token = new RegExp(
  String.raw`<\?[^?]*\?>|<!--[\s\S]*?-->|<(/)?(${name})((?:${attribute})*)\s*(/)?>|([^<]+)`,
  'y',
);

const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const characterOf = (code: number): string | undefined =>
  code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined;

const unescape = (text: string): string =>
  text.replaceAll(/&(#x?)?(\w*);?/g, (whole, numeric: string | undefined, body: string) => {
    if (!whole.endsWith(';')) throw new XmlSyntaxError(`"${whole}" must be written &amp;…`);
    const code = Number.parseInt(body, numeric === '#x' ? 16 : 10);
    const meaning = numeric === undefined ? namedEntities[body] : characterOf(code);
    if (meaning === undefined) throw new XmlSyntaxError(`The entity ${whole} is not defined.`);
    return meaning;
  });

const attributesOf = (text: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [, key = '', quoted = ''] of text.matchAll(new RegExp(attribute, 'g'))) {
    if (key in found) throw new XmlSyntaxError(`The attribute ${key} stands twice.`);
    found[key] = unescape(quoted.slice(1, -1));
  }
  return found;
};

const sealed = (open: OpenElement): XmlElement => ({
  ...open,
  text: open.children.length > 0 ? '' : open.text.trim(),
});

const close = (stack: OpenElement[], named: string): void => {
  const inner = stack.pop();
  const outer = stack.at(-1);
  if (inner?.name !== named || outer === undefined) throw new XmlSyntaxError(`</${named}> closes nothing.`);
  outer.children.push(sealed(inner));
};

const take = (stack: OpenElement[], match: RegExpExecArray): void => {
  const [, ending, named, attributes = '', , , empty, text] = match;
  const current = stack.at(-1);
  if (text !== undefined && current !== undefined) current.text += unescape(text);
  if (named === undefined) return;
  if (ending === undefined) stack.push({ name: named, attributes: attributesOf(attributes), children: [], text: '' });
  if (ending !== undefined || empty !== undefined) close(stack, named);
};

/**
 * Reads one document without document type, CDATA or foreign entities, which a manifest has no use for.
 * Blanks around a text are not part of it. Throws XmlSyntaxError.
 */
export const readXml = (source: string): XmlElement => {
  const document: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const stack = [document];
  const reader = new RegExp(token.source, token.flags);
  let at = source.startsWith('\uFEFF') ? 1 : 0;
  while (at < source.length) {
    reader.lastIndex = at;
    const match = reader.exec(source);
    if (match === null) throw new XmlSyntaxError(`Not readable as XML at character ${at}.`);
    take(stack, match);
    at = reader.lastIndex;
  }
  const [root] = document.children;
  if (stack.length !== 1) throw new XmlSyntaxError(`<${stack.at(-1)?.name ?? ''}> is never closed.`);
  if (root === undefined || document.children.length !== 1 || document.text.trim() !== '')
    throw new XmlSyntaxError('A document has exactly one outermost element.');
  return root;
};
