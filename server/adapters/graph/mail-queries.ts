/** What mails are looked for by, in the words of the service, and what it tells of each before it is fetched. */
import type { SearchAsked } from '../../ports/mail-source.ts';
import type { GraphClient } from './graph-client.ts';

/** Of one mail that fits. */
export interface Entry {
  readonly id: string;
  readonly folderId: string;
  readonly conversation: string | null;
  readonly receivedAt: number;
}

export const selectedOfEntry = 'id,parentFolderId,conversationId,receivedDateTime,isDraft';

/** Alternatives of one question: the service bounds an address. */
const mostAlternatives = 10;
const pageSize = 100;
/** A search gives at most a thousand results; a conversation has fewer. */
const mostPages = 10;
/** Days are compared in the zone of the mailbox. */
const zoneMarginMs = 2 * 86_400_000;

/** Null: a draft, or nothing that we understand. */
export const entryIn = (value: Readonly<Record<string, unknown>>): Entry | null => {
  const { id, parentFolderId, conversationId, receivedDateTime, isDraft } = value;
  const receivedAt = Date.parse(String(receivedDateTime));
  if (typeof id !== 'string' || typeof parentFolderId !== 'string' || isDraft === true || Number.isNaN(receivedAt))
    return null;
  return {
    id,
    folderId: parentFolderId,
    conversation: typeof conversationId === 'string' ? conversationId : null,
    receivedAt,
  };
};

/** Adds what a question finds, page after page; false: there is more than is looked at. */
export const entriesAt = async (
  { client, signal }: { readonly client: GraphClient; readonly signal: AbortSignal },
  at: string,
  found: Entry[],
): Promise<boolean> => {
  let next: string | null = `${at}&$select=${selectedOfEntry}&$top=${pageSize}`;
  for (let page = 0; next !== null && page < mostPages; page += 1) {
    const { json } = await client.send({ at: next }, signal);
    const values = (json['value'] ?? []) as readonly Readonly<Record<string, unknown>>[];
    found.push(...values.map(entryIn).filter((entry) => entry !== null));
    const link = json['@odata.nextLink'];
    next = typeof link === 'string' ? client.kept(link) : null;
  }
  return next === null;
};

const inParts = function* (all: readonly string[]): Generator<readonly string[], void, undefined> {
  for (let at = 0; at < all.length; at += mostAlternatives) yield all.slice(at, at + mostAlternatives);
};

const anyOf =
  (condition: (text: string) => string) =>
  (texts: readonly string[]): readonly string[] =>
    [...inParts(texts)].map((part) => part.map((text) => condition(text.replaceAll("'", "''"))).join(' or '));

/** PidTagInReplyToId (MS-OXPROPS): the service has no property of its own for it. */
const inReplyTo = (id: string) =>
  `singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x1042' and ep/value eq '${id}')`;

/** Filters, each for some of the texts. */
export const threadFilters = {
  byMessageId: anyOf((id) => `internetMessageId eq '${id}'`),
  byReply: anyOf(inReplyTo),
  byConversation: anyOf((id) => `conversationId eq '${id}'`),
} as const;

const plainAddress = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$/;

/** Within the quotation marks of a search text a mark is written with a backslash before it. */
const participant = (address: string): string =>
  plainAddress.test(address) ? `participants:${address}` : `participants:\\"${address.replaceAll(/["\\]/g, ' ')}\\"`;

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Searches for mail with one of these addresses in From, To, Cc or Bcc. A search takes no filter beside it, so the days are
 * part of it; what it gives is in the order in which it was sent, newest first.
 */
export const peopleQueries = (
  addresses: readonly string[],
  { from, until }: Pick<SearchAsked, 'from' | 'until'>,
): readonly string[] => {
  const days = [
    ...(from === null || from < zoneMarginMs ? [] : [`received>=${day(from - zoneMarginMs)}`]),
    ...(until === null ? [] : [`received<=${day(until + zoneMarginMs)}`]),
  ];
  return [...inParts(addresses)].map((part) => {
    const people = part.map(participant).join(' OR ');
    return `"${days.length === 0 ? people : `(${people}) AND ${days.join(' AND ')}`}"`;
  });
};
