/** Components within components of iCalendar (RFC 5545 section 3.4), each line as it was written. */
import { type ContentLine, type Design, newLine, textIn, withValue } from './content-lines.ts';

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

/**
 * With these readable lines of a name and no others. Those that stand already keep their place, new ones take the place of
 * the first that goes, or follow the last; what nobody can read stays.
 */
export const withProperties = (block: Block, name: string, lines: readonly ContentLine[]): Block => {
  const wanted = new Set<ContentLine | Block>(lines);
  const isOurs = (part: ContentLine | Block): boolean => !isBlock(part) && part.name === name && part.property !== null;
  const added = lines.filter((line) => !block.parts.includes(line));
  const gone = block.parts.findIndex((part) => isOurs(part) && !wanted.has(part));
  const at = gone < 0 ? block.parts.findLastIndex(isOurs) : gone;
  if (at < 0) return withParts(block, added);
  const parts = block.parts.flatMap((part, index) => {
    const kept = !isOurs(part) || wanted.has(part) ? [part] : [];
    return index === at ? [...kept, ...added] : kept;
  });
  return { ...block, parts };
};

/** With this line in place of the first readable one of the name; null takes all of them away. */
export const withLine = (block: Block, name: string, line: ContentLine | null): Block => {
  if (line === null) return withProperties(block, name, []);
  const [, ...others] = propertiesOf(block, name).filter(({ property }) => property !== null);
  return withProperties(block, name, [line, ...others]);
};

/** `value` is escaped already, parameters stay; null takes the line away. */
export const withProperty = (block: Block, name: string, value: string | null, design: Design): Block => {
  const standing = propertyOf(block, name);
  if (value === null) return withLine(block, name, null);
  return withLine(
    block,
    name,
    standing === undefined ? newLine(name, value, design) : withValue(standing, value, design),
  );
};

/** With other components in the places of those within; null takes one away, new ones stand after the last of their name. */
export const withBlocks = (
  block: Block,
  replaced: ReadonlyMap<ContentLine | Block, Block | null>,
  added: readonly Block[] = [],
): Block => {
  const last = block.parts.findLastIndex((part) => isBlock(part) && part.name === added[0]?.name);
  const parts = block.parts.flatMap((part, index) => {
    const by = replaced.get(part);
    const kept = by === undefined ? [part] : by === null ? [] : [by];
    return index === last ? [...kept, ...added] : kept;
  });
  return { ...block, parts };
};
