/** Single mails of an IMAP mailbox, looked for by SEARCH (RFC 9051 section 6.4.4). */
import type { FetchMessageObject, ImapFlow, SearchObject } from 'imapflow';
import type { Instant } from '#shared/model/instant.ts';
import type { FoundMessage, MailFinder, MailQuestion, SearchAsked } from '../../ports/mail-source.ts';
import { originKey } from '../../domain/mailbox/message-origin.ts';
import { unanswered } from './imap-failure.ts';
import { examine, listFolders, mustBeReadable } from './imap-folders.ts';
import { createImapSession } from './imap-session.ts';
import type { ImapNeeds, ImapServer } from './open-client.ts';
import { readPortion } from './read-portion.ts';
import { uidSet } from './uid-set.ts';

/** A question with more alternatives than this is asked in parts: servers bound a line. */
const mostAlternatives = 20;
/** SINCE and BEFORE compare days in the zone of the server. */
const zoneMarginMs = 2 * 86_400_000;
/** Mails of one folder whose dates are compared; those with the highest UIDs. */
const mostCompared = 1_000;

const threadFields = ['message-id', 'references', 'in-reply-to'] as const;
const peopleFields = ['from', 'to', 'cc', 'bcc'] as const;

const alternativesOf = (question: MailQuestion): readonly SearchObject[] =>
  question.kind === 'thread'
    ? question.messageIds.flatMap((id) => threadFields.map((field): SearchObject => ({ header: { [field]: id } })))
    : question.addresses.flatMap((address) => peopleFields.map((field): SearchObject => ({ [field]: address })));

const inParts = function* (alternatives: readonly SearchObject[]): Generator<SearchObject[], void, undefined> {
  for (let at = 0; at < alternatives.length; at += mostAlternatives)
    yield alternatives.slice(at, at + mostAlternatives);
};

const datesOf = ({ from, until }: SearchAsked): SearchObject => ({
  ...(from === null || from < zoneMarginMs ? {} : { since: new Date(from - zoneMarginMs) }),
  ...(until === null ? {} : { before: new Date(until + zoneMarginMs) }),
});

const search = async (client: ImapFlow, query: SearchObject): Promise<readonly number[]> => {
  const found: unknown = await client.search(query, { uid: true });
  if (!Array.isArray(found)) throw unanswered();
  return found as number[];
};

/** A mail that fits, before it is fetched. */
interface Hit {
  readonly folder: string;
  readonly validity: string;
  readonly uid: number;
  readonly arrivedAt: Instant | null;
  readonly large: boolean;
}

const arrivalOf = ({ internalDate }: FetchMessageObject): Instant | null =>
  internalDate instanceof Date ? (internalDate.getTime() as Instant) : null;

const within = ({ from, until }: SearchAsked, at: Instant | null): boolean =>
  at === null ? from === null && until === null : (from === null || at >= from) && (until === null || at < until);

const hitsIn = async (client: ImapFlow, folder: string, asked: SearchAsked): Promise<readonly Hit[]> => {
  const { validity, exists } = await examine(client, folder);
  if (exists === 0) return [];
  const uids = new Set<number>();
  for (const or of inParts(alternativesOf(asked.question))) {
    const one = or.length === 1 ? or[0] : { or };
    for (const uid of await search(client, { ...datesOf(asked), ...one })) uids.add(uid);
  }
  const newest = [...uids].sort((one, other) => one - other).slice(-mostCompared);
  if (newest.length === 0) return [];
  const about = await client.fetchAll(uidSet(newest), { uid: true, internalDate: true, size: true }, { uid: true });
  return about.flatMap((mail) => {
    const arrivedAt = arrivalOf(mail);
    const origin = { protocol: 'imap', folder, uidValidity: validity, uid: mail.uid } as const;
    if (!uids.has(mail.uid) || !within(asked, arrivedAt) || asked.known.has(originKey(origin))) return [];
    return [{ folder, validity, uid: mail.uid, arrivedAt, large: (mail.size ?? 0) > asked.maxBytes }];
  });
};

/** The mail of a hit; null: it is gone, or its server does not give it out. */
const fetchHit = async (client: ImapFlow, hit: Hit, maxBytes: number): Promise<FoundMessage | null> => {
  const { folder, validity, uid } = hit;
  const large = new Set(hit.large ? [uid] : []);
  for await (const { about, bytes } of readPortion({ client, uids: [uid], large, maxBytes }))
    return {
      origin: { protocol: 'imap', folder, uidValidity: validity, uid },
      bytes,
      arrivedAt: arrivalOf(about),
      folder,
    };
  return null;
};

const usualFolders = async (client: ImapFlow, set: readonly string[]): Promise<readonly string[]> => {
  const sent = (await listFolders(client)).filter(({ specialUse }) => specialUse === '\\Sent');
  return [...new Set([...set, ...sent.map(({ path }) => path)])];
};

/** Arrival is told in seconds; within one the folder's own order holds. */
const newestFirst = (one: Hit, other: Hit): number =>
  (other.arrivedAt ?? 0) - (one.arrivedAt ?? 0) || (one.folder === other.folder ? other.uid - one.uid : 0);

async function* findIn(
  client: ImapFlow,
  asked: SearchAsked,
  set: readonly string[],
): AsyncGenerator<FoundMessage, boolean, undefined> {
  const folders = asked.folders ?? (await usualFolders(client, set));
  await mustBeReadable(client, folders);
  const hits: Hit[] = [];
  for (const folder of folders) hits.push(...(await hitsIn(client, folder, asked)));
  hits.sort(newestFirst);
  let open: string | null = null;
  for (const hit of hits.slice(0, asked.limit)) {
    if (open !== hit.folder) await examine(client, hit.folder);
    open = hit.folder;
    const mail = await fetchHit(client, hit, asked.maxBytes);
    if (mail !== null) yield mail;
  }
  return hits.length > asked.limit;
}

/** Does not connect yet. */
export const createImapFinder = (server: ImapServer, needs: ImapNeeds): MailFinder => {
  const session = createImapSession(server, needs);
  return {
    find: (asked, signal) =>
      session.reading(signal, asked.maxBytes, (client) => findIn(client, asked, server.settings.folders)),
    read: (origin, maxBytes, signal) =>
      session.use(signal, maxBytes, async (client) => {
        if (origin.protocol !== 'imap') return null;
        const { folder, uid } = origin;
        await mustBeReadable(client, [folder]);
        const { validity } = await examine(client, folder);
        if (validity !== origin.uidValidity) return null;
        const [about] = await client.fetchAll(String(uid), { uid: true, size: true }, { uid: true });
        if (about?.uid !== uid) return null;
        const hit = { folder, validity, uid, arrivedAt: null, large: (about.size ?? 0) > maxBytes };
        return fetchHit(client, hit, maxBytes);
      }),
    [Symbol.asyncDispose]: () => session.close(),
  };
};
