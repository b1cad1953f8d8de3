/** The part of XML that a manifest uses: elements with attributes that hold either elements or a text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

type Content = string | readonly (XmlElement | readonly XmlElement[])[];

/** Builds an element; attributes keep the order they are written in, lists of children are joined in place. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: Content = [],
): XmlElement =>
  typeof content === 'string'
    ? { name, attributes, children: [], text: content }
    : { name, attributes, children: content.flat(), text: '' };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** XML 1.0 section 2.2: these code points may not appear, however they are written. */
const isWritable = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
};

const escapeCharacter = (character: string): string =>
  isWritable(character) ? (entities[character] ?? character) : '\uFFFD';

const escape = (text: string): string => Array.from(text, escapeCharacter).join('');

const writeElement = (node: XmlElement, indent: string): string => {
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const start = `${indent}<${node.name}${attributes.join('')}`;
  if (node.children.length > 0) {
    const inner = node.children.map((child) => writeElement(child, `${indent}  `)).join('');
    return `${start}>\n${inner}${indent}</${node.name}>\n`;
  }
  return node.text === '' ? `${start}/>\n` : `${start}>${escape(node.text)}</${node.name}>\n`;
};

/** Writes a document with declaration, two spaces a level and a final line feed. */
export const writeXml = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}`;
