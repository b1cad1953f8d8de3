/** Mail of one folder after a place, in portions, without a mark on anything. */
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Instant } from '#shared/model/instant.ts';
import { originKey, type MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import type { FetchAsked, FetchedMessage } from '../../ports/mail-source.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import { unanswered } from './imap-failure.ts';
import type { FolderPlace } from './imap-place.ts';
import { uidSet } from './uid-set.ts';

type ImapOrigin = Extract<MessageOrigin, { protocol: 'imap' }>;

/** A mail of a folder, and where the folder goes on after it. */
export interface FoundMail {
  readonly mail: Omit<FetchedMessage, 'cursor'>;
  readonly next: number;
}

export interface FolderReading {
  readonly client: ImapFlow;
  readonly folder: string;
  readonly place: FolderPlace;
  /** UIDs from here on came after the folder was opened. */
  readonly uidNext: number;
  /** No mail lies there. */
  readonly empty: boolean;
  readonly asked: Pick<FetchAsked, 'limit' | 'maxBytes' | 'known'>;
}

/** Where the folder goes on, and whether it has more that was not asked for. */
export interface FolderEnd {
  readonly next: number;
  readonly more: boolean;
}

/** UIDs that one question is about, at first and at most: an answer of this many stays small. */
const narrowest = 200;
const widest = 10_000;
/** Mails that one FETCH asks for. */
const portion = 100;
const mostCategories = 100;
const longestCategory = 200;
/** SINCE compares days in the zone of the server. */
const zoneMarginMs = 2 * 86_400_000;

const keyOf = ({ folder, place }: FolderReading, uid: number): string =>
  originKey({ protocol: 'imap', folder, uidValidity: place.validity, uid });

const search = async (reading: FolderReading, first: number, last: number, larger?: number): Promise<number[]> => {
  const { client, place } = reading;
  const dated = last < place.until && place.since > zoneMarginMs;
  const found: unknown = await client.search(
    {
      uid: `${first}:${last}`,
      ...(larger === undefined ? {} : { larger }),
      ...(dated ? { since: new Date(place.since - zoneMarginMs) } : {}),
    },
    { uid: true },
  );
  if (!Array.isArray(found)) throw unanswered();
  return (found as number[]).filter((uid) => uid >= first && uid <= last).sort((one, other) => one - other);
};

/** The first UID at or after `from`: deleted mail leaves gaps that may be millions wide. Null: there is none. */
const firstUid = async ({ client, uidNext }: FolderReading, from: number): Promise<number | null> => {
  if (from >= uidNext) return null;
  const within = { uid: `${from}:${uidNext - 1}` };
  const found: unknown = await client.search(within, { uid: true, returnOptions: ['MIN'] });
  if (typeof found !== 'object' || found === null) throw unanswered();
  const { min } = found as { readonly min?: unknown };
  return typeof min === 'number' && min >= from ? min : null;
};

const categoriesOf = (flags: ReadonlySet<string> | undefined): readonly string[] =>
  [...(flags ?? [])]
    .filter((flag) => !flag.startsWith('\\') && flag.length <= longestCategory)
    .slice(0, mostCategories);

const mailOf = (reading: FolderReading, found: FetchMessageObject, bytes: Buffer | null): FoundMail['mail'] => {
  const { folder, place } = reading;
  const origin: ImapOrigin = { protocol: 'imap', folder, uidValidity: place.validity, uid: found.uid };
  return {
    origin,
    bytes,
    sizeBytes: bytes?.byteLength ?? found.size ?? 0,
    arrivedAt: found.internalDate instanceof Date ? (found.internalDate.getTime() as Instant) : null,
    folder,
    categories: categoriesOf(found.flags),
  };
};

const passedOver = ({ place }: FolderReading, uid: number, arrivedAt: Instant | null): boolean =>
  uid < place.until && arrivedAt !== null && arrivedAt < place.since;

/** What a server sends for a question, in its order; not more than a server that keeps to it has to say. */
async function* answers(
  { client }: FolderReading,
  uids: readonly number[],
  query: Parameters<ImapFlow['fetch']>[1],
): AsyncGenerator<FetchMessageObject, void, undefined> {
  if (uids.length === 0) return;
  const wanted = new Set(uids);
  let surplus = 10_000;
  for await (const found of client.fetch(uidSet(uids), query, { uid: true })) {
    // Flags that changed in between are told without being asked for.
    if (found.size !== undefined && wanted.delete(found.uid)) yield found;
    else if ((surplus -= 1) < 0) throw unanswered();
  }
}

const described = { uid: true, flags: true, internalDate: true, size: true } as const;

/** Mail that the server counts among this portion and does not give out: it stays for the next time. */
const withheld = async (reading: FolderReading, missing: ReadonlySet<number>): Promise<void> => {
  for await (const found of answers(reading, [...missing], described)) {
    throw new TemporaryFailure('The mail server lists a mail that it does not give out.', {
      code: 'mail_withheld',
      fields: { sizeBytes: found.size ?? 0 },
    });
  }
};

async function* readPortion(
  reading: FolderReading,
  uids: readonly number[],
  large: ReadonlySet<number>,
): AsyncGenerator<FoundMail, void, undefined> {
  const { maxBytes } = reading.asked;
  const waiting = new Set(uids);
  const last = uids.at(-1) ?? 0;
  /** Until all before it are handed over, a place may not move past a mail that a server is late with. */
  const found = (one: FetchMessageObject, bytes: Buffer | null): FoundMail => {
    waiting.delete(one.uid);
    const [earliest = last + 1] = waiting;
    return { mail: mailOf(reading, one, bytes), next: earliest };
  };
  const tooLarge = uids.filter((uid) => large.has(uid));
  const descriptions = new Map<number, FetchMessageObject>();
  for await (const one of answers(reading, tooLarge, described)) descriptions.set(one.uid, one);
  const largeBefore = function* (uid: number): Generator<FoundMail> {
    for (const one of descriptions.values()) {
      if (one.uid > uid || !waiting.has(one.uid)) continue;
      const described = found(one, null);
      if (!passedOver(reading, one.uid, described.mail.arrivedAt)) yield described;
    }
  };
  const small = uids.filter((uid) => !large.has(uid));
  // One byte more than is wanted tells a mail that is larger than its server says.
  for await (const one of answers(reading, small, { ...described, source: { start: 0, maxLength: maxBytes + 1 } })) {
    if (one.source === undefined) continue;
    yield* largeBefore(one.uid);
    const fits = one.source.byteLength <= maxBytes;
    const mail = found(one, fits ? one.source : null);
    if (!passedOver(reading, one.uid, mail.mail.arrivedAt)) yield mail;
  }
  yield* largeBefore(last);
  await withheld(reading, waiting);
}

/** Fetches those of these UIDs that are not known already; gives how many that were. */
async function* readFresh(
  reading: FolderReading,
  uids: readonly number[],
): AsyncGenerator<FoundMail, number, undefined> {
  const handled = await reading.asked.known(uids.map((uid) => keyOf(reading, uid)));
  const fresh = uids.filter((uid) => !handled.has(keyOf(reading, uid)));
  const [first, last] = [fresh[0], fresh.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const large = await search(reading, first, last, reading.asked.maxBytes);
  yield* readPortion(reading, fresh, new Set(large));
  return fresh.length;
}

/** Mail from `place.next` on, by UID, at most `limit` of it; what is known already is not fetched. Throws what imapflow throws. */
export async function* readFolder(reading: FolderReading): AsyncGenerator<FoundMail, FolderEnd, undefined> {
  const { asked, uidNext } = reading;
  let { next } = reading.place;
  let left = asked.limit;
  let width = Math.min(Math.max(2 * left, narrowest), widest);
  while (next < uidNext && !reading.empty) {
    const last = Math.min(next + width, uidNext) - 1;
    const there = await search(reading, next, last);
    for (let at = 0; at < there.length;) {
      if (left <= 0) return { next: there[at] ?? next, more: true };
      const uids = there.slice(at, at + Math.min(left, portion));
      left -= yield* readFresh(reading, uids);
      at += uids.length;
    }
    if (there.length < width / 4) width = Math.min(2 * width, widest);
    next = there.length > 0 ? last + 1 : ((await firstUid(reading, last + 1)) ?? uidNext);
  }
  return { next: Math.max(next, uidNext), more: false };
}
