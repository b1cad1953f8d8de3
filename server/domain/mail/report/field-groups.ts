import type { HeaderField } from '../message.ts';
import { boundedLines } from './plain-text.ts';

const fieldLine = /^([\x21-\x39\x3b-\x7e]{1,100})[ \t]{0,10}:[ \t]*(.*)$/;
const longestValue = 4_000;

/** Lines as they are before a group is closed; the last field takes continuation lines. */
const addLine = (group: { name: string; value: string }[], line: string): void => {
  const last = group.at(-1);
  if (/^[ \t]/.test(line)) {
    if (last !== undefined && last.value.length < longestValue) last.value += ` ${line.trim()}`;
    return;
  }
  const [, name, value = ''] = fieldLine.exec(line) ?? [];
  if (name !== undefined) group.push({ name: name.toLowerCase(), value: value.trim() });
};

/** Groups of fields parted by blank lines, unfolded (RFC 3464 section 2.1); lines that are no field are passed over. */
export const fieldGroups = (text: string): readonly (readonly HeaderField[])[] => {
  const groups: { name: string; value: string }[][] = [];
  let open: { name: string; value: string }[] = [];
  for (const line of [...boundedLines(text), '']) {
    if (line.trim() !== '') addLine(open, line);
    else if (open.length > 0) {
      groups.push(open);
      open = [];
    }
  }
  return groups;
};

/** The first value of that name (lower case) in a group. */
export const fieldIn = (group: readonly HeaderField[], name: string): string | null =>
  group.find((field) => field.name === name)?.value ?? null;

/** The header block at the start of `text`: the first group when it begins like one. */
export const headerGroup = (text: string): readonly HeaderField[] => fieldGroups(text.trimStart())[0] ?? [];
