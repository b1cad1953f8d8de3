/** Mail of one folder after a place, portion by portion. */
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Instant } from '#shared/model/instant.ts';
import { originKey } from '../../domain/mailbox/message-origin.ts';
import type { FetchAsked, FetchedMessage } from '../../ports/mail-source.ts';
import { unanswered } from './imap-failure.ts';
import { mostTries, mostWithheld, type FolderPlace, type WithheldMail } from './imap-place.ts';
import { readPortion, type GivenMail } from './read-portion.ts';

/** A mail of a folder, and where the folder goes on after it. */
export interface FoundMail {
  readonly mail: Omit<FetchedMessage, 'cursor'>;
  readonly place: FolderPlace;
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
  readonly place: FolderPlace;
  readonly more: boolean;
}

/** UIDs that one question is about, at first and at most: an answer of this many stays small. */
const narrowest = 200;
const widest = 10_000;
/** Mails that one FETCH asks for. */
const portionSize = 100;
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

const mailOf = ({ folder, place }: FolderReading, { about, bytes, withheld }: GivenMail): FoundMail['mail'] => ({
  origin: { protocol: 'imap', folder, uidValidity: place.validity, uid: about.uid },
  bytes,
  sizeBytes: bytes?.byteLength ?? about.size ?? 0,
  arrivedAt: about.internalDate instanceof Date ? (about.internalDate.getTime() as Instant) : null,
  folder,
  categories: categoriesOf(about.flags),
  ...(withheld === undefined ? {} : { withheld }),
});

const passedOver = ({ place }: FolderReading, { about }: GivenMail): boolean =>
  about.uid < place.until && about.internalDate instanceof Date && about.internalDate.getTime() < place.since;

/** Where the folder goes on, while it is read. */
interface Progress {
  next: number;
  readonly withheld: Map<number, number>;
}

const placeAt = ({ place }: FolderReading, { next, withheld }: Progress): FolderPlace => ({
  ...place,
  next,
  withheld: [...withheld].map(([uid, tries]): WithheldMail => [uid, tries]),
});

/** Fetches these, and notes which of them the server lists and does not give out. Gives how many were handed over. */
async function* readMails(
  reading: FolderReading,
  progress: Progress,
  uids: readonly number[],
): AsyncGenerator<FoundMail, number, undefined> {
  const handled = await reading.asked.known(uids.map((uid) => keyOf(reading, uid)));
  const fresh = uids.filter((uid) => !handled.has(keyOf(reading, uid)));
  for (const uid of uids) if (handled.has(keyOf(reading, uid))) progress.withheld.delete(uid);
  const [first, last] = [fresh[0], fresh.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const { client, asked } = reading;
  const large = new Set(await search(reading, first, last, asked.maxBytes));
  const waiting = new Set(fresh.filter((uid) => uid >= progress.next));
  let count = 0;
  const handOver = function* (given: GivenMail): Generator<FoundMail, void, undefined> {
    waiting.delete(given.about.uid);
    progress.withheld.delete(given.about.uid);
    // Until all before it are handed over, a place may not move past a mail that a server is late with.
    const [earliest] = waiting;
    if (given.about.uid >= progress.next) progress.next = earliest ?? Math.max(last + 1, progress.next);
    if (passedOver(reading, given)) return;
    count += 1;
    yield { mail: mailOf(reading, given), place: placeAt(reading, progress) };
  };
  const portion = readPortion({ client, uids: fresh, large, maxBytes: asked.maxBytes });
  let step = await portion.next();
  for (; step.done !== true; step = await portion.next()) yield* handOver(step.value);
  const stillThere = step.value;
  const listed = new Set(stillThere.map(({ uid }) => uid));
  // What is gone from the folder is waited for no longer.
  for (const uid of fresh) if (!listed.has(uid)) progress.withheld.delete(uid);
  for (const about of stillThere) yield* withhold(progress, about, handOver);
  return count;
}

/** Such a mail holds up no other: it is tried again later, and after some tries it is handed over without bytes. */
function* withhold(
  progress: Progress,
  about: FetchMessageObject,
  handOver: (given: GivenMail) => Generator<FoundMail, void, undefined>,
): Generator<FoundMail, void, undefined> {
  const tries = (progress.withheld.get(about.uid) ?? 0) + 1;
  if (progress.withheld.size >= mostWithheld) throw unanswered();
  if (tries < mostTries) progress.withheld.set(about.uid, tries);
  else yield* handOver({ about, bytes: null, withheld: true });
}

/** Mail from `place.next` on, by UID, at most `limit` of it; what is known already is not fetched. Throws what imapflow throws. */
export async function* readFolder(reading: FolderReading): AsyncGenerator<FoundMail, FolderEnd, undefined> {
  const { asked, uidNext, place } = reading;
  const progress: Progress = { next: place.next, withheld: new Map(place.withheld) };
  let left = asked.limit;
  if (left > 0 && place.withheld.length > 0) {
    const again = place.withheld.map(([uid]) => uid).slice(0, left);
    left -= yield* readMails(reading, progress, again);
  }
  let width = Math.min(Math.max(2 * left, narrowest), widest);
  while (progress.next < uidNext && !reading.empty) {
    const last = Math.min(progress.next + width, uidNext) - 1;
    const there = await search(reading, progress.next, last);
    for (let at = 0; at < there.length;) {
      if (left <= 0) {
        progress.next = there[at] ?? progress.next;
        return { place: placeAt(reading, progress), more: true };
      }
      const uids = there.slice(at, at + Math.min(left, portionSize));
      left -= yield* readMails(reading, progress, uids);
      at += uids.length;
      progress.next = (uids.at(-1) ?? last) + 1;
    }
    if (there.length < width / 4) width = Math.min(2 * width, widest);
    progress.next = there.length > 0 ? last + 1 : ((await firstUid(reading, last + 1)) ?? uidNext);
  }
  progress.next = Math.max(progress.next, uidNext);
  return { place: placeAt(reading, progress), more: false };
}
