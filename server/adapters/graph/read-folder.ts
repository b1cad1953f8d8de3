/** Mail of one folder after a place: what came by the delta link, or since a moment, without a mark on anything. */
import type { Instant } from '#shared/model/instant.ts';
import { originKey, type MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import type { FetchAsked, FetchedMessage } from '../../ports/mail-source.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import { isNewFor, mostTries, mostWithheld, startingOver, type FolderPlace } from './folder-place.ts';
import type { GraphClient } from './graph-client.ts';
import { isGone, isSyncStateLost } from './graph-refusal.ts';
import { messageContent } from './message-content.ts';

export interface FolderReading {
  readonly client: GraphClient;
  /** As it is set. */
  readonly folder: string;
  /** `/users/…/mailFolders/…` */
  readonly at: string;
  readonly asked: FetchAsked;
  readonly signal: AbortSignal;
  /** A21: a rule binds it. */
  readonly bound: boolean;
  /** Mails that the service lists and did not give out, with how often they were asked for; changed while reading. */
  readonly withheld: Map<string, number>;
}

export interface FolderStep {
  readonly place: FolderPlace;
}
export interface FoundStep extends FolderStep {
  readonly mail: Omit<FetchedMessage, 'cursor'>;
}
export interface FolderEnd extends FolderStep {
  readonly more: boolean;
}
type Steps = AsyncGenerator<FoundStep, FolderEnd, undefined>;

interface Entry {
  readonly id: string;
  readonly receivedAt: number;
  readonly categories: readonly string[];
}
interface Page {
  readonly entries: readonly Entry[];
  readonly nextLink: string | null;
  readonly deltaLink: string | null;
  readonly date: number;
}

const properties = 'id,receivedDateTime,categories,isDraft';
/** Of a folder that is gone through without a look. */
const widePage = 500;
/** Of a folder whose mails are handed over; the place names those of one page. */
const narrowPage = 50;
/** So many wide pages in one call, then others have their turn. */
const mostPages = 40;

const entryOf = (value: Readonly<Record<string, unknown>>): Entry | null => {
  const { id, receivedDateTime, categories, isDraft } = value;
  const receivedAt = Date.parse(String(receivedDateTime));
  if (typeof id !== 'string' || '@removed' in value || isDraft === true || Number.isNaN(receivedAt)) return null;
  const words = Array.isArray(categories) ? categories.filter((one) => typeof one === 'string') : [];
  return { id, receivedAt, categories: words };
};

const readPage = async ({ client, signal }: FolderReading, at: string, size: number): Promise<Page> => {
  const { json, date } = await client.send({ at, prefer: `odata.maxpagesize=${size}` }, signal);
  const values = (json['value'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const entries = values.map(entryOf).filter((entry) => entry !== null);
  const link = (name: string): string | null => {
    const found = json[name];
    return typeof found === 'string' ? client.kept(found) : null;
  };
  return {
    entries: entries.sort((one, other) => one.receivedAt - other.receivedAt),
    nextLink: link('@odata.nextLink'),
    deltaLink: link('@odata.deltaLink'),
    date,
  };
};

/** A page has one of the two; without either nobody would know where to go on. */
const linkAfter = ({ nextLink, deltaLink }: Page): string => {
  const link = nextLink ?? deltaLink;
  if (link !== null) return link;
  throw new TemporaryFailure('The mail service did not say where to go on.', { code: 'source_unavailable' });
};

/** Entries that were not handled already, with what they are called here. */
const unhandled = async ({ folder, asked, bound }: FolderReading, entries: readonly Entry[]) => {
  const named = entries.map((entry) => {
    const origin: MessageOrigin = { protocol: 'graph', folder, id: entry.id, ...(bound ? { bound } : {}) };
    return { entry, origin, key: originKey(origin) };
  });
  const known = named.length === 0 ? new Set() : await asked.known(named.map(({ key }) => key));
  return named.filter(({ key }) => !known.has(key));
};

/** A mail that is withheld holds up no other: it is tried again later, and after some tries handed over without bytes. Null: not now. */
const contentOf = async (reading: FolderReading, id: string) => {
  const { withheld } = reading;
  const content = await messageContent(reading, id);
  if (content !== 'withheld') {
    withheld.delete(id);
    return content;
  }
  const tries = (withheld.get(id) ?? 0) + 1;
  if (tries < mostTries && withheld.size < mostWithheld) {
    withheld.set(id, tries);
    return null;
  }
  withheld.delete(id);
  return { bytes: null, sizeBytes: 0, withheld: true as const };
};

interface Progress {
  /** Mails that may still be handed over. */
  left: number;
  /** Handed over in this call: they need not be committed yet. */
  readonly given: Set<string>;
}

/** Hands over the new mails of a page; `place` tells where to go on after each. Gives false when there was no room for all. */
async function* handOver(
  reading: FolderReading,
  entries: readonly Entry[],
  place: (entry: Entry, last: boolean) => FolderPlace,
  progress: Progress,
): AsyncGenerator<FoundStep, boolean, undefined> {
  const fresh = await unhandled(
    reading,
    entries.filter(({ id }) => !progress.given.has(id)),
  );
  for (const [n, { entry, origin }] of fresh.entries()) {
    if (progress.left === 0) return false;
    const content = await contentOf(reading, entry.id);
    if (content === null) continue;
    progress.left -= 1;
    progress.given.add(entry.id);
    const mail = {
      origin,
      ...content,
      arrivedAt: entry.receivedAt as Instant,
      folder: reading.folder,
      categories: entry.categories,
    };
    yield { mail, place: place(entry, n === fresh.length - 1) };
  }
  return true;
}

const passOver = async (reading: FolderReading, start: FolderPlace & { phase: 'passing' }): Promise<FolderEnd> => {
  let place = start;
  for (let n = 0; n < mostPages; n += 1) {
    const first = `${reading.at}/messages/delta?changeType=created&$select=${properties}`;
    const page = await readPage(reading, place.link ?? first, widePage);
    const since = place.since ?? page.date;
    if (page.nextLink === null) {
      const link = linkAfter(page);
      return place.listFrom === null
        ? { place: { phase: 'following', link, since, readAt: page.date, given: [] }, more: false }
        : { place: { phase: 'listing', link, since, from: place.listFrom, readAt: page.date, given: [] }, more: true };
    }
    place = { ...place, since, link: page.nextLink };
  }
  return { place, more: true };
};

async function* listSince(
  reading: FolderReading,
  start: FolderPlace & { phase: 'listing' },
  progress: Progress,
): Steps {
  const from = new Date(start.from).toISOString();
  const filter = encodeURIComponent(`receivedDateTime ge ${from}`);
  const order = encodeURIComponent('receivedDateTime asc');
  let at = `${reading.at}/messages?$filter=${filter}&$orderby=${order}&$select=${properties}&$top=${narrowPage}`;
  let place: FolderPlace & { phase: 'listing' } = start;
  for (const id of start.given) progress.given.add(id);
  for (;;) {
    const page = await readPage(reading, at, narrowPage);
    const after = ({ id, receivedAt }: Entry): FolderPlace => {
      const given = receivedAt === place.from ? [...place.given, id] : [id];
      place = { ...place, from: receivedAt, given };
      return place;
    };
    const complete = yield* handOver(reading, page.entries, after, progress);
    if (!complete) return { place, more: true };
    if (page.nextLink === null) {
      const { link, since, readAt } = place;
      return { place: { phase: 'following', link, since, readAt, given: [] }, more: true };
    }
    at = page.nextLink;
  }
}

async function* follow(reading: FolderReading, start: FolderPlace & { phase: 'following' }, progress: Progress): Steps {
  let place: FolderPlace & { phase: 'following' } = start;
  for (;;) {
    const { given } = place;
    const page = await readPage(reading, place.link, narrowPage);
    const complete = page.nextLink === null;
    const next = { ...place, link: linkAfter(page), readAt: complete ? page.date : place.readAt, given: [] };
    const wanted = page.entries.filter(({ id, receivedAt }) => isNewFor(start, receivedAt) && !given.includes(id));
    const after = ({ id }: Entry, last: boolean): FolderPlace => {
      place = last ? next : { ...place, given: [...place.given, id] };
      return place;
    };
    const all = yield* handOver(reading, wanted, after, progress);
    if (!all) return { place, more: true };
    place = next;
    if (complete) return { place, more: false };
  }
}

/** Null: it is gone, or was moved away. */
const findEntry = async ({ client, signal }: FolderReading, id: string): Promise<Entry | null> => {
  try {
    const at = `${client.root}/messages/${encodeURIComponent(id)}?$select=${properties}`;
    return entryOf((await client.send({ at }, signal)).json);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Mails that were withheld at earlier polls; the place stays. */
async function* readWithheld(
  reading: FolderReading,
  place: FolderPlace,
  progress: Progress,
): AsyncGenerator<FoundStep, void, undefined> {
  for (const id of [...reading.withheld.keys()]) {
    const entry = await findEntry(reading, id);
    if (entry === null || (await unhandled(reading, [entry])).length === 0) reading.withheld.delete(id);
    else yield* handOver(reading, [entry], () => place, progress);
  }
}

/** At most `left` mails. When the service has forgotten where we were, reading begins anew and tells nothing twice. */
export async function* readFolder(reading: FolderReading, start: FolderPlace, left: number): Steps {
  const progress: Progress = { left, given: new Set() };
  let place = start;
  yield* readWithheld(reading, place, progress);
  for (let restarted = false; ;) {
    try {
      if (place.phase === 'passing') {
        const end = await passOver(reading, place);
        if (end.place.phase === 'passing') return end;
        place = end.place;
        if (place.phase === 'following') return { place, more: false };
      }
      if (place.phase === 'listing') {
        const end = yield* listSince(reading, place, progress);
        if (end.place.phase === 'listing') return end;
        place = end.place;
      }
      if (place.phase === 'following') return yield* follow(reading, place, progress);
    } catch (error) {
      if (restarted || !isSyncStateLost(error)) throw error;
      restarted = true;
      place = startingOver(place);
    }
  }
}
