import type { MailFolders } from '../../ports/mail-source.ts';
import { isNeverRead, listFolders } from './imap-folders.ts';
import { createImapSession } from './imap-session.ts';
import type { ImapNeeds, ImapServer } from './open-client.ts';

const mostListed = 2_000;

/** A21: folders that may be read, as the server names them. Throws TemporaryFailure and PermanentFailure. */
export const imapFolders = async (server: ImapServer, needs: ImapNeeds, signal: AbortSignal): Promise<MailFolders> => {
  const session = createImapSession(server, needs);
  try {
    const found = await session.use(signal, 0, listFolders);
    const names = found.flatMap((folder) => (isNeverRead(folder) ? [] : [folder.path])).slice(0, mostListed);
    const named = (is: (name: string) => boolean): string | null => names.find(is) ?? null;
    const sent = new Set(found.flatMap(({ path, specialUse }) => (specialUse === '\\Sent' ? [path] : [])));
    return { names, inbox: named((name) => name.toUpperCase() === 'INBOX'), sent: named((name) => sent.has(name)) };
  } finally {
    await session.close();
  }
};
