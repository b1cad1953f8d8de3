/** A13: what is done at the source to mails that are stored here. */
import type { ImapFlow, MailboxObject } from 'imapflow';
import type { Settlement } from '#shared/model/mailbox.ts';
import type { MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import { unanswered } from './imap-failure.ts';
import { uidSet } from './uid-set.ts';

type ImapOrigin = Extract<MessageOrigin, { protocol: 'imap' }>;
type Change = Exclude<Settlement, { kind: 'leave' }>;

/** UIDs of one command. */
const portion = 200;

const done = (result: unknown): void => {
  if (result === false || result === undefined) {
    throw new TemporaryFailure('The mail server did not mark, move or delete the mail; it is tried again.', {
      code: 'settlement_refused',
    });
  }
};

const remove = async (client: ImapFlow, uids: string): Promise<void> => {
  // Without UIDPLUS (RFC 4315) EXPUNGE takes what others have marked as well: then the mark alone is made.
  if (client.capabilities.has('UIDPLUS')) done(await client.messageDelete(uids, { uid: true }));
  else done(await client.messageFlagsAdd(uids, ['\\Deleted'], { uid: true }));
};

const change = async (client: ImapFlow, uids: string, how: Change): Promise<void> => {
  switch (how.kind) {
    case 'mark':
      done(await client.messageFlagsAdd(uids, ['\\Seen'], { uid: true }));
      return;
    case 'delete':
      return remove(client, uids);
    case 'move':
      if (client.capabilities.has('MOVE')) {
        done(await client.messageMove(uids, how.folder, { uid: true }));
        return;
      }
      done(await client.messageCopy(uids, how.folder, { uid: true }));
      return remove(client, uids);
  }
};

/** Of these mails those that are still there, marked for deletion or not; a mail that is gone is settled. */
const remaining = async (client: ImapFlow, uids: readonly number[], deleted: boolean): Promise<readonly number[]> => {
  const found: unknown = await client.search({ uid: uidSet(uids), deleted }, { uid: true });
  if (!Array.isArray(found)) throw unanswered();
  const asked = new Set(uids);
  return (found as number[]).filter((uid) => asked.has(uid)).sort((one, other) => one - other);
};

/** Mail goes in two steps, a mark and its removal: the connection may have broken between them. */
const goesInTwoSteps = ({ capabilities }: ImapFlow, { kind }: Change): boolean =>
  capabilities.has('UIDPLUS') && (kind === 'delete' || (kind === 'move' && !capabilities.has('MOVE')));

const settleFolder = async (
  client: ImapFlow,
  folder: string,
  origins: readonly ImapOrigin[],
  how: Change,
): Promise<void> => {
  const box: MailboxObject = await client.mailboxOpen(folder);
  const validity = String(box.uidValidity);
  const uids = origins.filter(({ uidValidity }) => uidValidity === validity).map(({ uid }) => uid);
  uids.sort((one, other) => one - other);
  for (let at = 0; at < uids.length; at += portion) {
    const asked = uids.slice(at, at + portion);
    const there = await remaining(client, asked, false);
    if (there.length > 0) await change(client, uidSet(there), how);
    const marked = goesInTwoSteps(client, how) ? await remaining(client, asked, true) : [];
    if (marked.length > 0) await remove(client, uidSet(marked));
  }
};

/** Repeatable: what was marked, moved or deleted already, or is gone, is left. Throws what imapflow throws. */
export const settleMails = async (client: ImapFlow, origins: readonly MessageOrigin[], how: Change): Promise<void> => {
  // Throws for a folder that is not there.
  if (how.kind === 'move') done(await client.status(how.folder, { messages: true }));
  const byFolder = new Map<string, ImapOrigin[]>();
  for (const origin of origins) {
    if (origin.protocol !== 'imap') continue;
    const others = byFolder.get(origin.folder) ?? [];
    byFolder.set(origin.folder, [...others, origin]);
  }
  for (const [folder, there] of byFolder) await settleFolder(client, folder, there, how);
};
