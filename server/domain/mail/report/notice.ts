import type { HeaderField } from '../message.ts';
import { fieldGroups } from './field-groups.ts';
import { boundedLines } from './plain-text.ts';

/** What a mail system wrote, and the header of the mail that it gives back in the same text. */
export interface Notice {
  readonly lines: readonly string[];
  readonly returned: readonly HeaderField[];
}

/** Lines with which mail systems open the returned mail, without dashes and stars around them, in lower case. */
const openings: readonly RegExp[] = [
  /^(?:this|below|included|following|attached|the following)(?: this line)? is (?:a copy|the (?:original )?(?:message|header|text))\b/,
  /^(?:here|below) is (?:a copy|your (?:message|mail))/,
  /^the headers? of the original message/,
  /^(?:your )?(?:original|returned|unsent|undelivered|undeliverable) (?:message|mail|e-?mail|text)(?: headers?| body)?(?: (?:follows?|below|as follows|attached|is attached))?\b.{0,3}$/,
  /^(?:message|mail|original) headers?(?: (?:of .{1,40} )?follows?)?\b.{0,3}$/,
  /^(?:the )?(?:text|start|content|header)s? of (?:the |your )?(?:original |returned )?(?:message|mail)/,
  /^a copy of (?:the|your) (?:original )?(?:message|mail|header)/,
  /^(?:message|original) (?:text|body) follows/,
];
const headerStart = /^(?:Received|Return-Path):[ \t]/i;

const bare = (line: string): string =>
  line
    .trim()
    .replace(/^[-=*_>|\s]{1,80}/, '')
    .replace(/[-=*_|\s]{1,80}$/, '')
    .toLowerCase();

const opens = (line: string): boolean => {
  if (headerStart.test(line)) return true;
  const text = bare(line);
  return text.length < 200 && openings.some((opening) => opening.test(text));
};

const looksLikeHeader = (group: readonly HeaderField[]): boolean =>
  group.some(({ name }) => ['message-id', 'from', 'subject', 'to', 'received'].includes(name));

/** Parts the words of a mail system from the mail they give back. */
export const readNotice = (text: string): Notice => {
  const lines = boundedLines(text);
  const end = lines.findIndex(opens);
  if (end < 0) return { lines, returned: [] };
  const rest = lines.slice(end).map((line) => line.replace(/^ {3}(?=\S)/, ''));
  return { lines: lines.slice(0, end), returned: fieldGroups(rest.join('\n')).find(looksLikeHeader) ?? [] };
};
