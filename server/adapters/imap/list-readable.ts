import { isNeverRead, listFolders } from './imap-folders.ts';
import { createImapSession } from './imap-session.ts';
import type { ImapNeeds, ImapServer } from './open-client.ts';

const mostListed = 2_000;

/** A21: folders that may be read, as the server names them. Throws TemporaryFailure and PermanentFailure. */
export const imapFolders = async (
  server: ImapServer,
  needs: ImapNeeds,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const session = createImapSession(server, needs);
  try {
    const found = await session.use(signal, 0, listFolders);
    return found.flatMap((folder) => (isNeverRead(folder) ? [] : [folder.path])).slice(0, mostListed);
  } finally {
    await session.close();
  }
};
