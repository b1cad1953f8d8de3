/** `$filter` and `$search` of messages, as far as anybody asks: the service takes one of the two (query parameters, v1.0). */
import { BadRequest } from './exchange.ts';
import type { GraphMailbox, GraphMessage } from './mailbox.ts';
import { conversationOf, inReplyToOf, messageIdOf, participantsOf } from './message-facts.ts';

type Condition = (message: GraphMessage) => boolean;

/** The service takes no longer address than this. */
const longestQuery = 8_000;

const text = "'((?:[^']|'')*)'";
const conditions: readonly (readonly [RegExp, (mailbox: GraphMailbox, asked: string) => Condition])[] = [
  [
    new RegExp(`^internetMessageId eq ${text}$`),
    (_mailbox, asked) => (message) => messageIdOf(message)?.toLowerCase() === asked.toLowerCase(),
  ],
  [
    new RegExp(`^conversationId eq ${text}$`),
    (mailbox, asked) => (message) => conversationOf(mailbox, message) === asked,
  ],
  [
    // PidTagInReplyToId; the value of an extended property is compared in any case.
    new RegExp(`^singleValueExtendedProperties/Any\\(ep: ep/id eq 'String 0x1042' and ep/value eq ${text}\\)$`),
    (_mailbox, asked) => (message) => inReplyToOf(message)?.toLowerCase() === asked.toLowerCase(),
  ],
];

const conditionOf = (mailbox: GraphMailbox, clause: string): Condition => {
  for (const [pattern, make] of conditions) {
    const asked = pattern.exec(clause)?.[1];
    if (asked !== undefined) return make(mailbox, asked.replaceAll("''", "'"));
  }
  throw new BadRequest(`no such filter: ${clause}`);
};

/** Alternatives of conditions. Throws BadRequest for what nobody asks. */
export const filterOf = (mailbox: GraphMailbox, filter: string): Condition => {
  if (filter.length > longestQuery) throw new BadRequest('the filter is too long');
  const any = filter.split(' or ').map((clause) => conditionOf(mailbox, clause));
  return (message) => any.some((holds) => holds(message));
};

const dayOf = (message: GraphMessage): string => new Date(message.receivedAt).toISOString().slice(0, 10);

const termOf = (term: string): Condition => {
  const person = /^participants:(?:\\"([^"\\]*)\\"|([A-Za-z0-9._%+@-]+))$/.exec(term);
  if (person !== null) {
    const asked = (person[1] ?? person[2] ?? '').toLowerCase();
    return (message) => participantsOf(message).includes(asked);
  }
  const days = /^received(>=|<=)(\d{4}-\d\d-\d\d)$/.exec(term);
  if (days === null) throw new BadRequest(`no such term of a search: ${term}`);
  const [, direction, day = ''] = days;
  return (message) => (direction === '>=' ? dayOf(message) >= day : dayOf(message) <= day);
};

/** A text of the keyword query language in quotation marks. Throws BadRequest for what nobody asks. */
export const searchOf = (search: string): Condition => {
  const inner = /^"(.*)"$/.exec(search)?.[1];
  if (inner === undefined || search.length > longestQuery) throw new BadRequest('$search is a text in quotation marks');
  const all = inner.split(' AND ').map((part) => {
    const any = part
      .replace(/^\((.*)\)$/, '$1')
      .split(' OR ')
      .map(termOf);
    return (message: GraphMessage) => any.some((holds) => holds(message));
  });
  return (message) => all.every((holds) => holds(message));
};
