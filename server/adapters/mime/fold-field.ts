import type { HeaderField } from '../../domain/mail/message.ts';

const softLimit = 78;

/** `message-id` -> `Message-Id`: field names are case-insensitive, people expect capitals. */
const capitalized = (name: string): string =>
  name === 'message-id'
    ? 'Message-ID'
    : name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

/** One field as lines of at most 78 characters where white space allows (RFC 5322 section 2.2.3), with its line end. */
export const foldField = (field: HeaderField): string => {
  let line = `${capitalized(field.name)}:`;
  const lines: string[] = [];
  for (const word of field.value.split(/(?=[ \t]+)(?<=[^ \t])/)) {
    const piece = line.endsWith(':') && !/^[ \t]/.test(word) ? ` ${word}` : word;
    if (line.length + piece.length > softLimit && !line.endsWith(':')) {
      lines.push(line);
      line = piece;
    } else line += piece;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
};
