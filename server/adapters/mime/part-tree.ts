/**
 * The parts of a message (RFC 2046) in one linear pass, as offsets into its bytes: nothing is decoded or copied here,
 * and every bound is met before any content is looked at.
 *
 * Delimiters of every open container count, so a container that was never closed ends with the one around it. A
 * message/rfc822 part is a leaf: whoever wants what is inside reads its bytes as a message of its own.
 */
import type { HeaderField } from '../../domain/mail/message.ts';
import { Breach } from './breach.ts';
import { readHeaderBlock } from './header-block.ts';
import { mailLimits } from './mail-limits.ts';
import { parseStructured, type StructuredField } from './structured-field.ts';

export interface Part {
  readonly fields: readonly HeaderField[];
  readonly type: StructuredField;
  readonly depth: number;
  readonly children: Part[];
  readonly bodyStart: number;
  bodyEnd: number;
}

interface Container {
  readonly part: Part;
  /** `--boundary`, as latin1. */
  readonly delimiter: string;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Hit {
  readonly level: number;
  readonly closing: boolean;
}

/** White space that may follow a delimiter on its line. */
const paddingLength = 100;

const first = (fields: readonly HeaderField[], name: string): string =>
  fields.find((field) => field.name === name)?.value ?? '';

/** RFC 2046 section 5.1.5: a digest holds messages. */
const defaultType = (parent: Part | undefined): string =>
  parent?.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';

/** Its bytes are its characters. */
const isPlain = /^[\x20-\x7e]*$/;

const boundaryOf = (type: StructuredField): string | null => {
  const boundary = type.value.startsWith('multipart/') ? type.params.get('boundary') : undefined;
  if (!boundary) return null;
  const text = boundary.trimEnd();
  return isPlain.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
};

class Scan {
  readonly #bytes: Buffer;
  readonly #open: Container[] = [];
  #longestDelimiter = 0;
  #headerBudget: number = mailLimits.headerBytes;
  #parts = -1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  run(start: number): Part {
    const root = this.#read(start, undefined);
    let at = root.bodyStart;
    while (this.#open.length > 0) {
      const line = this.#nextCandidate(at);
      if (line === null) break;
      const hit = this.#match(line.text);
      at = line.end;
      if (hit !== null) at = this.#cross(hit, line);
    }
    return root;
  }

  /** Closes what ends at a delimiter line and opens the part after it. */
  #cross(hit: Hit, line: Line): number {
    const container = this.#open[hit.level];
    if (container === undefined) return line.end;
    const end = this.#beforeLine(line.start);
    for (const inner of this.#open.slice(hit.level + 1)) closeAt(inner.part, end);
    closeAt(container.part, end);
    this.#open.length = hit.closing ? hit.level : hit.level + 1;
    return hit.closing ? line.end : this.#read(line.end, container.part).bodyStart;
  }

  #read(start: number, parent: Part | undefined): Part {
    this.#parts++;
    if (this.#parts > mailLimits.parts) throw new Breach('tooManyParts', `more than ${mailLimits.parts} parts`);
    const depth = parent === undefined ? 0 : parent.depth + 1;
    if (depth > mailLimits.depth) throw new Breach('tooDeep', `nested deeper than ${mailLimits.depth} levels`);
    const block = readHeaderBlock(this.#bytes, {
      start,
      budget: this.#headerBudget,
      isDelimiter: (line) => this.#match(line) !== null,
    });
    this.#headerBudget -= block.size;
    const type = parseStructured(first(block.fields, 'content-type') || defaultType(parent));
    const part: Part = {
      fields: block.fields,
      type,
      depth,
      children: [],
      bodyStart: block.end,
      bodyEnd: this.#bytes.length,
    };
    parent?.children.push(part);
    const boundary = boundaryOf(type);
    if (boundary !== null) {
      this.#open.push({ part, delimiter: `--${boundary}` });
      this.#longestDelimiter = Math.max(this.#longestDelimiter, boundary.length + '----'.length);
    }
    return part;
  }

  /** The next line that starts with two hyphens, trailing white space removed. */
  #nextCandidate(from: number): Line | null {
    const bytes = this.#bytes;
    const atLine = bytes[from] === 0x2d && bytes[from + 1] === 0x2d && (from === 0 || bytes[from - 1] === 0x0a);
    const before = atLine ? from - 1 : bytes.indexOf('\n--', Math.max(0, from - 1), 'latin1');
    if (!atLine && before < 0) return null;
    const start = before + 1;
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const text = bytes.toString('latin1', start, Math.min(end, start + this.#longestDelimiter + paddingLength));
    return { start, end, text: text.trimEnd() };
  }

  #match(line: string): Hit | null {
    const text = line.trimEnd();
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const delimiter = this.#open[level]?.delimiter;
      if (delimiter === undefined || !text.startsWith(delimiter)) continue;
      if (text.length === delimiter.length) return { level, closing: false };
      if (text.length === delimiter.length + 2 && text.endsWith('--')) return { level, closing: true };
    }
    return null;
  }

  /** The line end before a delimiter belongs to the delimiter. */
  #beforeLine(start: number): number {
    const newline = this.#bytes[start - 1] === 0x0a ? start - 1 : start;
    return this.#bytes[newline - 1] === 0x0d ? newline - 1 : newline;
  }
}

/** Only what is still open: a part that an inner delimiter already ended keeps its end. */
const closeAt = (part: Part, end: number): void => {
  const last = part.children.at(-1);
  if (last !== undefined) last.bodyEnd = Math.max(last.bodyStart, Math.min(last.bodyEnd, end));
  part.bodyEnd = Math.max(part.bodyStart, Math.min(part.bodyEnd, end));
};

/** Throws Breach. `start` is where the header begins. */
export const readPartTree = (bytes: Buffer, start = 0): Part => new Scan(bytes).run(start);
