/** One header block (RFC 5322 section 2.2): where it ends, and its fields unfolded. */
import { isUtf8 } from 'node:buffer';
import type { HeaderField } from '../../domain/mail/message.ts';
import { Breach } from './breach.ts';
import { decodeCharset } from './charset.ts';
import { addressFields, mailLimits } from './mail-limits.ts';

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Where the body begins. */
  readonly end: number;
  /** Bytes of the block. */
  readonly size: number;
}

export interface HeaderBounds {
  readonly start: number;
  /** Bytes that all header blocks may still take. */
  readonly budget: number;
  /** A delimiter ends a block that has no empty line. */
  readonly isDelimiter: (line: string) => boolean;
}

interface Block {
  /** Of the lines, the empty one not included. */
  readonly text: string;
  /** Bytes up to the body. */
  readonly size: number;
}

const firstLook = 4_096;

/** Length of the empty line at `at`, or 0. */
const emptyLineAt = (text: string, at: number): number => {
  if (text.charCodeAt(at) === 0x0a) return 1;
  return text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? 2 : 0;
};

/** The block when its end is inside `text`; looks at each line end once. */
const blockIn = (text: string): Block | null => {
  for (let at = 0; at >= 0 && at < text.length; at = text.indexOf('\n', at) + 1 || text.length) {
    const empty = emptyLineAt(text, at);
    if (empty > 0) return { text: text.slice(0, at), size: at + empty };
  }
  return null;
};

/** The text before the first whole line that is a delimiter; null without one. */
const untilDelimiter = (text: string, isDelimiter: (line: string) => boolean): Block | null => {
  let at = text.startsWith('--') ? 0 : text.indexOf('\n--') + 1 || -1;
  while (at >= 0) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return null;
    if (isDelimiter(text.slice(at, newline))) return { text: text.slice(0, at), size: at };
    at = text.indexOf('\n--', newline) + 1 || -1;
  }
  return null;
};

/** Looks at a little first and at twice as much each time the block goes on. */
const readBlock = (bytes: Buffer, { start, budget, isDelimiter }: HeaderBounds): Block => {
  for (let look = firstLook; ; look *= 2) {
    const end = Math.min(bytes.length, start + look);
    const text = bytes.toString('latin1', start, end);
    const whole = blockIn(text) ?? (end === bytes.length ? { text, size: text.length } : null);
    const block = untilDelimiter(whole === null ? text : `${whole.text}\n`, isDelimiter) ?? whole;
    if ((block?.size ?? look) > budget) {
      throw new Breach('headerTooLarge', `the header has more than ${mailLimits.headerBytes} bytes`);
    }
    if (block !== null) return block;
  }
};

const fieldName = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;
const unsafe = /[\r\n\0]+/g;

const textOf = (latin1: string): string => {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  // Raw 8-bit fields are UTF-8 (RFC 6532) when they are valid as such.
  return decodeCharset(bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1252');
};

/** `raw` is unfolded; `folds` says how many line ends were in it. Null when it is no field. */
const fieldOf = (raw: string, folds: number): HeaderField | null => {
  const [start, name = ''] = fieldName.exec(raw) ?? [];
  if (start === undefined) return null;
  const lower = name.toLowerCase();
  if (raw.length + 2 * folds > mailLimits.fieldBytes && !addressFields.has(lower)) {
    throw new Breach('fieldTooLarge', `field ${lower.slice(0, 60)} has more than ${mailLimits.fieldBytes} bytes`);
  }
  return { name: lower, value: textOf(raw.slice(start.length)).replace(unsafe, ' ').trim() };
};

const isFolded = (line: string): boolean => line.charCodeAt(0) === 0x20 || line.charCodeAt(0) === 0x09;
const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

const fieldsIn = (text: string): readonly HeaderField[] => {
  const fields: HeaderField[] = [];
  let open: string[] = [];
  const close = (): void => {
    const field = fieldOf(open.length === 1 ? (open[0] ?? '') : open.join(''), open.length - 1);
    if (field !== null) fields.push(field);
  };
  for (const ended of text.split('\n')) {
    const line = withoutReturn(ended);
    if (isFolded(line) && open.length > 0) open.push(line);
    else {
      close();
      open = [line];
    }
  }
  close();
  return fields;
};

/** Reads fields from `bounds.start` to the first empty line; lines that are no field are passed over. */
export const readHeaderBlock = (bytes: Buffer, bounds: HeaderBounds): HeaderBlock => {
  const block = readBlock(bytes, bounds);
  return { fields: fieldsIn(block.text), end: bounds.start + block.size, size: block.size };
};
