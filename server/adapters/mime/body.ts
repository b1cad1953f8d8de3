/** From the part tree to what a person reads: text, HTML, attachments. */
import type { HeaderField, MessageAttachment } from '../../domain/mail/message.ts';
import { attachmentName } from './attachment-name.ts';
import { decodeCharset } from './charset.ts';
import { unflow } from './flowed-text.ts';
import { htmlToPlain } from './html-to-plain.ts';
import { plainToHtml } from './plain-to-html.ts';
import type { Part } from './part-tree.ts';
import { parseStructured, type StructuredField } from './structured-field.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export interface Body {
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly MessageAttachment[];
}

interface Leaf {
  readonly part: Part;
  readonly disposition: StructuredField;
  /** Of the closest multipart/alternative around it. */
  readonly alternative: Part | null;
  readonly related: boolean;
}

/** One thing to read: the same content as text, as HTML, or both. */
interface Entry {
  readonly plain: string[];
  readonly html: string[];
}

const fieldValue = (fields: readonly HeaderField[], name: string): string =>
  fields.find((field) => field.name === name)?.value ?? '';

const isEmptyContainer = (part: Part): boolean =>
  part.type.value.startsWith('multipart/') && part.children.length === 0 && part.bodyEnd - part.bodyStart < 3;

const leavesOf = (root: Part): Leaf[] => {
  const leaves: Leaf[] = [];
  const walk = (part: Part, alternative: Part | null, related: boolean): void => {
    // A container in which no part begins is kept as a file: what was sent is not lost with its delimiter.
    if (isEmptyContainer(part)) return;
    if (part.children.length === 0) {
      const disposition = parseStructured(fieldValue(part.fields, 'content-disposition'));
      leaves.push({ part, disposition, alternative, related });
      return;
    }
    const inner = part.type.value === 'multipart/alternative' ? part : alternative;
    for (const child of part.children) walk(child, inner, related || part.type.value === 'multipart/related');
  };
  walk(root, null, false);
  return leaves;
};

const contentOf = (bytes: Buffer, part: Part): Buffer => {
  const encoding = /[\w-]+/.exec(fieldValue(part.fields, 'content-transfer-encoding').replace(/\([^()]*\)/g, ' '));
  return decodeTransfer(bytes.subarray(part.bodyStart, part.bodyEnd), (encoding?.[0] ?? '').toLowerCase());
};

/** Twice through the text for one string is faster than once for a pattern. */
const withNewlines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

const textOf = (bytes: Buffer, part: Part): string => {
  const text = withNewlines(decodeCharset(contentOf(bytes, part), part.type.params.get('charset') ?? ''));
  if (part.type.params.get('format')?.toLowerCase() !== 'flowed') return text;
  return unflow(text, part.type.params.get('delsp')?.toLowerCase() === 'yes');
};

const fileNameOf = (leaf: Leaf): string | undefined =>
  leaf.disposition.params.get('filename') ?? leaf.part.type.params.get('name');

const textType = (leaf: Leaf): 'plain' | 'html' | null => {
  const type = leaf.part.type.value;
  if (type === 'text/html') return 'html';
  if (type === 'text/plain' || type === 'text') return 'plain';
  // RFC 2045 section 5.2: a type that cannot be read means plain text; with the name of a file it means that file.
  return type.includes('/') || fileNameOf(leaf) !== undefined ? null : 'plain';
};

/** A named text after the first one is a file (notes.txt), whatever its disposition says. */
const isShown = (leaf: Leaf, hasText: boolean): boolean =>
  textType(leaf) !== null && leaf.disposition.value !== 'attachment' && (fileNameOf(leaf) === undefined || !hasText);

const plainOf = (entry: Entry): string => {
  const plain = entry.plain.join('\n');
  return plain.trim() === '' && entry.html.length > 0 ? entry.html.map(htmlToPlain).join('\n') : plain;
};

const htmlOf = (entry: Entry): string =>
  entry.html.length > 0 ? entry.html.join('\n') : entry.plain.map(plainToHtml).join('\n');

const withoutAngles = (text: string): string | null => text.replace(/^\s*<|>\s*$/g, '').trim() || null;

const referenced = (html: string | null): ReadonlySet<string> => {
  const ids = new Set<string>();
  for (const [, id = ''] of (html ?? '').matchAll(/cid:([^"'\s>)]{1,500})/gi)) {
    ids.add(id.toLowerCase());
    if (id.includes('%')) ids.add(decodedId(id).toLowerCase());
  }
  return ids;
};

/** What may stand in a Content-Type field of ours. */
const safeType = (type: string): string =>
  /^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';

const decodedId = (id: string): string => {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
};

/** Throws nothing but Breach from below; `bytes` are those the tree was read from. */
export const readBody = (bytes: Buffer, root: Part): Body => {
  const entries = new Map<Part, Entry>();
  const files: Leaf[] = [];
  let hasText = false;
  for (const leaf of leavesOf(root)) {
    if (!isShown(leaf, hasText)) {
      files.push(leaf);
      continue;
    }
    const key = leaf.alternative ?? leaf.part;
    const entry = entries.get(key) ?? { plain: [], html: [] };
    entries.set(key, entry);
    const text = textOf(bytes, leaf.part);
    entry[textType(leaf) ?? 'plain'].push(text);
    hasText ||= text.trim() !== '';
  }
  const shown = [...entries.values()];
  const html = shown.some((entry) => entry.html.some((part) => part.trim() !== ''))
    ? shown.map(htmlOf).join('\n')
    : null;
  const ids = referenced(html);
  const attachments = files.map((leaf, index): MessageAttachment => {
    const contentId = withoutAngles(fieldValue(leaf.part.fields, 'content-id'));
    return {
      n: index + 1,
      name: attachmentName(fileNameOf(leaf), leaf.part.type.value, index + 1),
      type: safeType(leaf.part.type.value),
      bytes: contentOf(bytes, leaf.part),
      inline: contentId !== null && leaf.disposition.value !== 'attachment' && ids.has(contentId.toLowerCase()),
      contentId,
    };
  });
  return { text: shown.map(plainOf).join('\n'), html, attachments };
};
