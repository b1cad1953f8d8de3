/** Folders of a mailbox by the names that people write. */
import { PermanentFailure } from '../../ports/failure.ts';
import type { GraphClient } from './graph-client.ts';
import { isGone } from './graph-refusal.ts';

/** Names that the service knows in every language. */
const wellKnown: ReadonlySet<string> = new Set([
  'archive',
  'clutter',
  'conversationhistory',
  'inbox',
  'msgfolderroot',
  'sentitems',
]);
/** Nobody's mail is taken out of these. */
const unreadable: ReadonlySet<string> = new Set([
  'deleteditems',
  'drafts',
  'junkemail',
  'outbox',
  'recoverableitemsdeletions',
  'scheduled',
]);

const missing = (cause?: unknown): PermanentFailure =>
  new PermanentFailure('A folder of this mailbox does not exist.', { code: 'folder_missing', cause });

const idIn = (json: Readonly<Record<string, unknown>>): string | null => {
  const [first] = (json['value'] ?? []) as readonly { readonly id?: unknown }[];
  return typeof first?.id === 'string' ? first.id : null;
};

/** `Projects/North`: each name below the one before. */
const followPath = async (client: GraphClient, name: string, signal: AbortSignal): Promise<string> => {
  let under = `${client.root}/mailFolders`;
  let id = '';
  for (const part of name.split('/')) {
    const filter = encodeURIComponent(`displayName eq '${part.replaceAll("'", "''")}'`);
    const { json } = await client.send({ at: `${under}?$filter=${filter}&$select=id` }, signal);
    const found = idIn(json);
    if (found === null) throw missing();
    id = found;
    under = `${client.root}/mailFolders/${encodeURIComponent(id)}/childFolders`;
  }
  return id;
};

const idOf = async (client: GraphClient, name: string, signal: AbortSignal): Promise<string> => {
  try {
    const { json } = await client.send(
      { at: `${client.root}/mailFolders/${encodeURIComponent(name)}?$select=id` },
      signal,
    );
    return String(json['id']);
  } catch (error) {
    throw isGone(error) ? missing(error) : error;
  }
};

export interface GraphFolders {
  /** The folder as part of a path: a name that the service knows, or its id. Throws PermanentFailure `folder_missing`, `folder_refused`. */
  part(name: string, signal: AbortSignal): Promise<string>;
  /** Its id, as mails name the folder they are in. */
  id(name: string, signal: AbortSignal): Promise<string>;
}

const refused = (): PermanentFailure =>
  new PermanentFailure('Mail is not fetched from folders for junk, deleted mail and drafts.', {
    code: 'folder_refused',
  });

/** Looks each name up once. */
export const createGraphFolders = (client: GraphClient): GraphFolders => {
  const ids = new Map<string, string>();
  /** A1: whatever they are called in the language of the mailbox. */
  const mustBeReadable = async (found: string, signal: AbortSignal): Promise<void> => {
    for (const name of ['junkemail', 'deleteditems', 'drafts']) {
      if ((await id(name, signal)) === found) throw refused();
    }
  };
  const id = async (name: string, signal: AbortSignal): Promise<string> => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const lower = name.toLowerCase();
    const isName = wellKnown.has(lower) || unreadable.has(lower);
    const looksLikeId = /^[A-Za-z0-9_=-]{60,}$/.test(name);
    const found =
      isName || looksLikeId
        ? await idOf(client, isName ? lower : name, signal)
        : await followPath(client, name, signal);
    ids.set(name, found);
    return found;
  };
  return {
    id,
    part: async (name, signal) => {
      const lower = name.toLowerCase();
      if (unreadable.has(lower)) throw refused();
      if (wellKnown.has(lower)) return lower;
      const found = await id(name, signal);
      await mustBeReadable(found, signal);
      return encodeURIComponent(found);
    },
  };
};
