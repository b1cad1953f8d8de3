/** Components within components of iCalendar (RFC 5545 section 3.4), each line as it was written. */
import { type ContentLine, type Design, newLine, textIn } from './content-lines.ts';

export interface Block {
  /** In upper case. */
  readonly name: string;
  readonly begin: ContentLine;
  readonly parts: readonly (ContentLine | Block)[];
  readonly end: ContentLine;
}

const isBlock = (part: ContentLine | Block): part is Block => 'parts' in part;

const nameIn = (line: ContentLine): string => (textIn(line) ?? line.raw.slice(line.raw.indexOf(':') + 1)).toUpperCase();

interface Open {
  readonly begin: ContentLine;
  readonly parts: (ContentLine | Block)[];
}

/** The one component that all lines make up; null where begins and ends do not fit, or something stands outside. */
export const readBlock = (lines: readonly ContentLine[]): Block | null => {
  const open: Open[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.name === 'BEGIN') open.push({ begin: line, parts: [] });
    else if (line.name !== 'END') open.at(-1)?.parts.push(line);
    else {
      const closed = open.pop();
      if (closed === undefined || nameIn(closed.begin) !== nameIn(line)) return null;
      const block = { name: nameIn(closed.begin), begin: closed.begin, parts: closed.parts, end: line };
      const outer = open.at(-1);
      if (outer === undefined) return at === lines.length - 1 ? block : null;
      outer.parts.push(block);
    }
    if (open.length === 0) return null;
  }
  return null;
};

/** All lines in their order. */
export const linesOf = ({ begin, parts, end }: Block): ContentLine[] => [
  begin,
  ...parts.flatMap((part) => (isBlock(part) ? linesOf(part) : [part])),
  end,
];

export const blocksIn = ({ parts }: Block, name: string): Block[] =>
  parts.filter((part) => isBlock(part)).filter((block) => block.name === name);

/** The lines of the component itself. */
export const propertiesOf = ({ parts }: Block, name: string): ContentLine[] =>
  parts.filter((part): part is ContentLine => !isBlock(part)).filter((line) => line.name === name);

/** The first that can be read. */
export const propertyOf = (block: Block, name: string): ContentLine | undefined =>
  propertiesOf(block, name).find(({ property }) => property !== null);

/** New lines stand before the components within. */
const withParts = (block: Block, added: readonly ContentLine[]): Block => {
  const at = block.parts.findIndex(isBlock);
  const end = at < 0 ? block.parts.length : at;
  return { ...block, parts: block.parts.toSpliced(end, 0, ...added) };
};

/** With these lines of a name in the place of the former ones. */
export const withProperties = (block: Block, name: string, lines: readonly ContentLine[]): Block => {
  const first = block.parts.findIndex((part) => !isBlock(part) && part.name === name);
  const rest = { ...block, parts: block.parts.filter((part) => isBlock(part) || part.name !== name) };
  return first < 0 ? withParts(rest, lines) : { ...rest, parts: rest.parts.toSpliced(first, 0, ...lines) };
};

/** `value` is escaped already; null takes the line away. */
export const withProperty = (block: Block, before: string, value: string | null, design: Design): Block => {
  const name = before.split(';')[0] ?? before;
  return withProperties(block, name, value === null ? [] : [newLine(before, value, design)]);
};

/** With other components in the place of those of this name. */
export const withBlocks = (block: Block, name: string, blocks: readonly Block[]): Block => {
  const isOther = (part: ContentLine | Block): boolean => !isBlock(part) || part.name !== name;
  const first = block.parts.findIndex((part) => !isOther(part));
  const parts = block.parts.filter(isOther);
  return { ...block, parts: parts.toSpliced(first < 0 ? parts.length : first, 0, ...blocks) };
};
