/** Folders of a mailbox: what they are for, how they are opened. */
import type { ImapFlow, ListResponse } from 'imapflow';
import { PermanentFailure } from '../../ports/failure.ts';
import { unanswered } from './imap-failure.ts';
import type { FolderState } from './imap-place.ts';

/** A mailbox with more folders than this is not gone through. */
const mostFolders = 20_000;

/** A1: special use (RFC 6154) of folders that are never read. */
const neverRead: ReadonlySet<string> = new Set(['\\Junk', '\\Trash', '\\Drafts']);

/** All folders that can be opened. Throws what imapflow throws. */
export const listFolders = async (client: ImapFlow): Promise<readonly ListResponse[]> => {
  const found = await client.list();
  if (!Array.isArray(found) || found.length > mostFolders) throw unanswered();
  return found.filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'));
};

export const isNeverRead = ({ specialUse }: ListResponse): boolean => neverRead.has(specialUse ?? '');

/** A21: of these names, in any case, the folders that the mailbox has and that may be read. */
export const existingOf = async (client: ImapFlow, names: readonly string[]): Promise<readonly string[]> => {
  if (names.length === 0) return [];
  const asked = new Set(names.map((name) => name.toLowerCase()));
  const there = (await listFolders(client)).filter((folder) => !isNeverRead(folder));
  return there.filter(({ path }) => asked.has(path.toLowerCase())).map(({ path }) => path);
};

const isInbox = (folder: string): boolean => folder.toUpperCase() === 'INBOX';

/** Throws PermanentFailure `folder_refused` when one of these is for junk, deleted mail or drafts. */
export const mustBeReadable = async (client: ImapFlow, folders: readonly string[]): Promise<void> => {
  if (folders.every(isInbox)) return;
  const refused = (await listFolders(client)).filter(isNeverRead);
  if (!refused.some(({ path, pathAsListed }) => folders.includes(path) || folders.includes(pathAsListed))) return;
  throw new PermanentFailure('A folder of this mailbox is for junk, deleted mail or drafts; these are never read.', {
    code: 'folder_refused',
  });
};

/** Opens a folder for reading alone (EXAMINE, RFC 9051 section 6.3.3): nothing there changes by it. */
export const examine = async (client: ImapFlow, folder: string): Promise<FolderState> => {
  const { uidValidity, uidNext, exists } = await client.mailboxOpen(folder, { readOnly: true });
  const known = uidNext as number | undefined;
  const [last] = known === undefined && exists > 0 ? await client.fetchAll('*', { uid: true }) : [];
  if ((uidValidity as bigint | undefined) === undefined) throw unanswered();
  return { validity: String(uidValidity), uidNext: known ?? (last?.uid ?? 0) + 1, exists: exists || 0 };
};
