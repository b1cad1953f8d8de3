/** A13: what is done at the source to mails that are stored here. */
import type { Settlement } from '#shared/model/mailbox.ts';
import type { MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import type { GraphClient } from './graph-client.ts';
import type { GraphFolders } from './graph-folders.ts';
import { isGone } from './graph-refusal.ts';

type GraphOrigin = Extract<MessageOrigin, { protocol: 'graph' }>;
type Change = Exclude<Settlement, { kind: 'leave' }>;

interface Desk {
  readonly client: GraphClient;
  readonly folders: GraphFolders;
  readonly signal: AbortSignal;
}

/** Its id stays when a mail is moved: it is touched only where it was found. */
const isWhereItWas = async ({ client, folders, signal }: Desk, at: string, folder: string): Promise<boolean> => {
  const { json } = await client.send({ at: `${at}?$select=parentFolderId` }, signal);
  return json['parentFolderId'] === (await folders.id(folder, signal));
};

const settleOne = async (desk: Desk, origin: GraphOrigin, how: Change): Promise<void> => {
  const { client, folders, signal } = desk;
  const at = `${client.root}/messages/${encodeURIComponent(origin.id)}`;
  if (how.kind === 'mark') {
    await client.send({ method: 'PATCH', at, body: { isRead: true } }, signal);
  } else if (await isWhereItWas(desk, at, origin.folder)) {
    if (how.kind === 'delete') await client.send({ method: 'DELETE', at }, signal);
    else {
      const destinationId = await folders.id(how.folder, signal);
      await client.send({ method: 'POST', at: `${at}/move`, body: { destinationId } }, signal);
    }
  }
};

/** Repeatable: what was moved or deleted already, or is gone, is left. */
export const settleMails = async (desk: Desk, origins: readonly MessageOrigin[], how: Change): Promise<void> => {
  // Throws for a folder that is not there, before anything is touched.
  if (how.kind === 'move') await desk.folders.id(how.folder, desk.signal);
  for (const origin of origins) {
    if (origin.protocol !== 'graph') continue;
    try {
      await settleOne(desk, origin, how);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
};
