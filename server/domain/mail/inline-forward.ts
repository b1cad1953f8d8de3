import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { headerValue, type MailPerson, type Message } from './message.ts';
import { messageIdKey, parseMessageIds } from './message-id.ts';
import { sameSubject } from './subject.ts';

/** What a forward says of the mail that stands in its text. */
export interface InlineForward {
  readonly messageId: string;
  readonly from: MailPerson;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  readonly date: Instant;
  readonly subject: string;
  /** What stands below the block of fields. */
  readonly text: string;
}

const names: Readonly<Record<string, RegExp>> = {
  from: /^\*?(?:from|de|von|da|van|från|fra|od)\*?\s?:\*?\s*(.+)$/iu,
  to: /^\*?(?:to|para|an|à|a|aan|till|til|do)\*?\s?:\*?\s*(.+)$/iu,
  cc: /^\*?(?:cc|kopie|copie|kopia)\*?\s?:\*?\s*(.+)$/iu,
  date: /^\*?(?:date|sent|fecha|enviado(?: el)?|datum|gesendet|envoyé|data|inviato|verzonden)\*?\s?:\*?\s*(.+)$/iu,
  subject: /^\*?(?:subject|asunto|betreff|objet|assunto|oggetto|onderwerp)\*?\s?:\*?\s*(.*)$/iu,
};
const longestLine = 2_000;
const mostLines = 2_000;
const mostBlockLines = 12;

/** RFC 5322 section 3.3, with seconds and zone: a moment that programs copy and people do not type. */
const exactDate =
  /^(?:[A-Za-z]{3},\s)?\s?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d{2}:\d{2}:\d{2}\s(?:[+-]\d{4}|GMT|UTC)(?:\s\([^()]{1,40}\))?$/;

const readDate = (text: string): Instant | null => {
  if (!exactDate.test(text)) return null;
  const at = Date.parse(text.replace(/\s\([^()]*\)$/, ''));
  return Number.isNaN(at) ? null : (at as Instant);
};

const readPerson = (text: string): MailPerson | null => {
  const angled = /^(.{0,500}?)\s?<(?:mailto:)?([^<>\s]{3,320})>/.exec(text.trim());
  const address = angled?.[2] ?? text.trim();
  if (addressKey(address) === null) return null;
  const name = angled?.[1]?.replaceAll(/^["']|["']$/g, '').trim() ?? '';
  return { address, name: name === '' ? null : name };
};

const readPeople = (text: string | undefined): MailPerson[] =>
  (text ?? '')
    .split(/[,;]/)
    .slice(0, 1_000)
    .map(readPerson)
    .filter((person) => person !== null);

/** The fields of the block that begins at a line, and where it ends; null when no author is among them. */
const blockAt = (lines: readonly string[], start: number) => {
  if (!Object.values(names).some((pattern) => pattern.test(lines[start] ?? ''))) return null;
  const found: Record<string, string> = {};
  let end = start;
  while (end < Math.min(lines.length, start + mostBlockLines) && lines[end] !== '') {
    const line = lines[end] ?? '';
    const field = Object.entries(names).find(([name, pattern]) => found[name] === undefined && pattern.test(line));
    if (field !== undefined) found[field[0]] = field[1].exec(line)?.[1] ?? '';
    end += 1;
  }
  return found['from'] === undefined ? null : { found, end };
};

/** The id of the original as the program that forwarded it wrote it; words of the text never are ids. */
const forwardedId = (message: Message): string | null => {
  const stated = parseMessageIds(headerValue(message, 'x-forwarded-message-id') ?? '');
  const [only, another] = stated.length > 0 ? stated : message.references.slice(-1).flatMap(parseMessageIds);
  const id = another === undefined ? (only ?? message.inReplyTo.flatMap(parseMessageIds)[0]) : undefined;
  return id === undefined || messageIdKey(id) === null ? null : id;
};

/**
 * A11: the original of a forward whose fields stand in the text, where the header proves it: a field of the forwarding
 * program names exactly one Message-ID, the subject is the same but for prefixes, and author and moment are exact.
 * Null in every other case: then nobody can say who wrote what.
 */
export const inlineForward = (message: Message): InlineForward | null => {
  const messageId = forwardedId(message);
  if (messageId === null) return null;
  const lines = message.text.split(/\r?\n/, mostLines).map((line) => line.slice(0, longestLine).trim());
  const [block] = lines.flatMap((_, start) => blockAt(lines, start) ?? []);
  if (block === undefined) return null;
  const { found, end } = block;
  const from = readPerson(found['from'] ?? '');
  const date = readDate(found['date'] ?? '');
  const subject = found['subject'];
  if (from === null || date === null || subject === undefined || !sameSubject(subject, message.subject)) return null;
  return {
    messageId,
    from,
    to: readPeople(found['to']),
    cc: readPeople(found['cc']),
    date,
    subject,
    text: message.text.split(/\r?\n/).slice(end).join('\n').trim(),
  };
};
