/** Single mails of a mailbox that Microsoft Graph serves, looked for by `$filter` and `$search`. */
import type { Instant } from '#shared/model/instant.ts';
import { originKey } from '../../domain/mailbox/message-origin.ts';
import type { FoundMessage, MailFinder, SearchAsked } from '../../ports/mail-source.ts';
import {
  createGraphClient,
  type GraphClient,
  type GraphNeeds,
  type GraphServer,
  type GraphSettings,
} from './graph-client.ts';
import { createGraphFolders, type GraphFolders } from './graph-folders.ts';
import { failureOf, isGone } from './graph-refusal.ts';
import { type Entry, entriesAt, entryIn, peopleQueries, selectedOfEntry, threadFilters } from './mail-queries.ts';
import { messageContent } from './message-content.ts';

interface GraphFinderServer extends Omit<GraphServer, 'settings'> {
  readonly settings: Pick<GraphSettings, 'baseUrl' | 'mailbox' | 'folders'>;
}

interface Looking {
  readonly client: GraphClient;
  readonly folders: GraphFolders;
  readonly asked: SearchAsked;
  readonly signal: AbortSignal;
}

/** By their ids the folders that are looked through, as they are written. */
const foldersOf = async ({ folders, asked, signal }: Looking, set: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (const name of asked.folders ?? [...set, 'sentitems']) {
    await folders.part(name, signal);
    const id = await folders.id(name, signal);
    if (!found.has(id)) found.set(id, name);
  }
  return found;
};

/** Mails of the questions and, by what the service groups, of their conversations. */
const threadEntries = async (
  { client, signal }: Looking,
  messageIds: readonly string[],
): Promise<{ readonly entries: readonly Entry[]; readonly complete: boolean }> => {
  const at = (filter: string) => `${client.root}/messages?$filter=${encodeURIComponent(filter)}`;
  const found: Entry[] = [];
  let complete = true;
  const ask = async (filters: readonly string[]): Promise<void> => {
    for (const filter of filters) complete = (await entriesAt({ client, signal }, at(filter), found)) && complete;
  };
  await ask(threadFilters.byMessageId(messageIds));
  await ask(threadFilters.byReply(messageIds));
  await ask(threadFilters.byConversation([...new Set(found.flatMap(({ conversation }) => conversation ?? []))]));
  return { entries: found, complete };
};

const peopleEntries = async (
  { client, asked, signal }: Looking,
  addresses: readonly string[],
  folders: ReadonlyMap<string, string>,
): Promise<{ readonly entries: readonly Entry[]; readonly complete: boolean }> => {
  const found: Entry[] = [];
  let complete = true;
  for (const folder of folders.keys())
    for (const query of peopleQueries(addresses, asked)) {
      const at = `${client.root}/mailFolders/${encodeURIComponent(folder)}/messages?$search=${encodeURIComponent(query)}`;
      complete = (await entriesAt({ client, signal }, at, found)) && complete;
    }
  return { entries: found, complete };
};

const within = ({ from, until }: SearchAsked, at: number): boolean =>
  (from === null || at >= from) && (until === null || at < until);

/** Null: it is gone, or the service does not give it out. */
const mailOf = async (
  client: GraphClient,
  { id, receivedAt }: Entry,
  { folder, maxBytes, signal }: { readonly folder: string; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<FoundMessage | null> => {
  const content = await messageContent({ client, signal, asked: { maxBytes } }, id);
  if (content === null || content === 'withheld') return null;
  const origin = { protocol: 'graph', folder, id } as const;
  return { origin, bytes: content.bytes, arrivedAt: receivedAt as Instant, folder };
};

async function* findIn(looking: Looking, set: readonly string[]): AsyncGenerator<FoundMessage, boolean, undefined> {
  const { client, asked, signal } = looking;
  const folders = await foldersOf(looking, set);
  const { question } = asked;
  const { entries, complete } =
    question.kind === 'thread'
      ? await threadEntries(looking, question.messageIds)
      : await peopleEntries(looking, question.addresses, folders);
  const hits = new Map<string, { readonly entry: Entry; readonly folder: string }>();
  for (const entry of entries) {
    const folder = folders.get(entry.folderId);
    if (folder === undefined || !within(asked, entry.receivedAt)) continue;
    const key = originKey({ protocol: 'graph', folder, id: entry.id });
    if (!asked.known.has(key)) hits.set(key, { entry, folder });
  }
  const newest = [...hits.values()].sort((one, other) => other.entry.receivedAt - one.entry.receivedAt);
  for (const { entry, folder } of newest.slice(0, asked.limit)) {
    const mail = await mailOf(client, entry, { folder, maxBytes: asked.maxBytes, signal });
    if (mail !== null) yield mail;
  }
  return newest.length > asked.limit || !complete;
}

const told = (error: unknown, { aborted, reason }: AbortSignal): unknown => (aborted ? reason : failureOf(error));

/** Null: it is not in this folder any more. */
const entryOf = async (
  { client, folders, signal }: Omit<Looking, 'asked'>,
  { folder, id }: { readonly folder: string; readonly id: string },
): Promise<Entry | null> => {
  await folders.part(folder, signal);
  try {
    const at = `${client.root}/messages/${encodeURIComponent(id)}?$select=${selectedOfEntry}`;
    const entry = entryIn((await client.send({ at }, signal)).json);
    return entry?.folderId === (await folders.id(folder, signal)) ? entry : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Does not connect yet. */
export const createGraphFinder = (server: GraphFinderServer, needs: GraphNeeds): MailFinder => {
  const client = createGraphClient(server, needs);
  const folders = createGraphFolders(client);
  return {
    find: async function* (asked, signal) {
      try {
        return yield* findIn({ client, folders, asked, signal }, server.settings.folders);
      } catch (error) {
        throw told(error, signal);
      }
    },
    read: async (origin, maxBytes, signal) => {
      if (origin.protocol !== 'graph') return null;
      const { folder } = origin;
      try {
        const entry = await entryOf({ client, folders, signal }, origin);
        return entry === null ? null : await mailOf(client, entry, { folder, maxBytes, signal });
      } catch (error) {
        throw told(error, signal);
      }
    },
    [Symbol.asyncDispose]: () => {
      client.close();
      return Promise.resolve();
    },
  };
};
