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

/** What stops a block early: the end of the bytes around it, and lines that are delimiters. */
export interface HeaderBounds {
  readonly start: number;
  readonly end: number;
  /** Bytes that all header blocks may still take. */
  readonly budget: number;
  readonly isDelimiter: (line: string) => boolean;
}

const fieldName = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;

const fieldOf = (lines: readonly string[]): HeaderField | null => {
  const raw = lines.join('');
  const name = fieldName.exec(raw);
  if (name?.[1] === undefined) return null;
  const lower = name[1].toLowerCase();
  if (!addressFields.has(lower) && raw.length + 2 * (lines.length - 1) > mailLimits.fieldBytes) {
    throw new Breach('fieldTooLarge', `field ${lower.slice(0, 60)} has more than ${mailLimits.fieldBytes} bytes`);
  }
  return { name: lower, value: textOf(raw.slice(name[0].length)) };
};

/** Raw 8-bit fields are UTF-8 (RFC 6532) when they are valid as such. A bare CR or NUL never survives. */
const textOf = (latin1: string): string => {
  const bytes = /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, 'latin1') : null;
  const text = bytes === null ? latin1 : decodeCharset(bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return text.replace(/[\r\n\0]+/g, ' ').trim();
};

/** Reads fields from `bounds.start` to the first empty line; lines that are no field are passed over. */
export const readHeaderBlock = (bytes: Buffer, bounds: HeaderBounds): HeaderBlock => {
  const fields: HeaderField[] = [];
  let open: string[] = [];
  const close = (): void => {
    const field = open.length > 0 ? fieldOf(open) : null;
    if (field !== null) fields.push(field);
    open = [];
  };
  let at = bounds.start;
  while (at < bounds.end) {
    const newline = bytes.indexOf(0x0a, at);
    const next = newline < 0 || newline >= bounds.end ? bounds.end : newline + 1;
    if (next - bounds.start > bounds.budget) {
      throw new Breach('headerTooLarge', `the header has more than ${mailLimits.headerBytes} bytes`);
    }
    const line = bytes.toString('latin1', at, next).replace(/[\r\n]+$/, '');
    if (line.startsWith('--') && bounds.isDelimiter(line)) break;
    at = next;
    if (line === '') break;
    if (/^[ \t]/.test(line) && open.length > 0) open.push(line);
    else {
      close();
      open = [line];
    }
  }
  close();
  return { fields, end: at, size: at - bounds.start };
};
