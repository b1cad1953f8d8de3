import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import { withAnotherToken } from '../../domain/mailbox/another-token.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { SentCopies, SentCopyTarget } from '../../ports/sent-copies.ts';
import { isSignInRefused } from './open-client.ts';

export interface SentCopiesOptions {
  readonly guard: EgressGuard;
  /** Certificates that are trusted in place of the system's. */
  readonly authorities?: readonly string[];
}

const withinMs = 30_000;

const authOf = async (credentials: SentCopyTarget['credentials']) =>
  credentials.kind === 'password'
    ? { user: credentials.user, pass: credentials.secret }
    : { user: credentials.user, accessToken: await credentials.accessToken() };

/** The folder that is set, the one that the server marks, or the usual name. */
const folderOf = async (client: ImapFlow, set: string | null): Promise<string> => {
  if (set !== null) return set;
  const folders = await client.list();
  return folders.find((folder) => folder.specialUse === '\\Sent')?.path ?? 'Sent';
};

/** Repeated after a crash, this finds its own copy. Opened for writing: else no flag counts as possible afterwards. */
const liesThere = async (client: ImapFlow, folder: string, messageId: string): Promise<boolean> => {
  const lock = await client.getMailboxLock(folder);
  try {
    const found = await client.search({ header: { 'Message-ID': messageId } }, { uid: true });
    return Array.isArray(found) && found.length > 0;
  } finally {
    lock.release();
  }
};

interface ImapError {
  readonly authenticationFailed?: boolean;
  readonly serverResponseCode?: string;
  readonly mailboxMissing?: boolean;
  readonly code?: string;
}

const refused = (text: string, cause: unknown): PermanentFailure =>
  new PermanentFailure(text, { code: 'sent_copy_refused', cause });

const failureOf = (error: unknown): Error => {
  if (error instanceof PermanentFailure || error instanceof TemporaryFailure) return error;
  const { authenticationFailed, serverResponseCode, mailboxMissing, code } = error as ImapError;
  if (authenticationFailed === true)
    return refused('The mailbox server refuses user or secret for the sent copy.', error);
  if (mailboxMissing === true || serverResponseCode === 'TRYCREATE') {
    return refused('The folder for sent copies does not exist.', error);
  }
  if (serverResponseCode === 'OVERQUOTA') return refused('The mailbox is full; the sent copy was not kept.', error);
  if (/^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(code ?? '')) {
    return refused('The certificate of the mailbox server is not valid.', error);
  }
  return new TemporaryFailure('The mailbox server could not be reached for the sent copy.', {
    code: 'sent_copy_unavailable',
    cause: error,
  });
};

/** S8: the sender's own folder of sent mail by IMAP: appends (RFC 9051 section 6.3.12), and finds what lies there (S4). */
export const createSentCopies = ({ guard, authorities }: SentCopiesOptions): SentCopies => {
  const openWith = async (target: SentCopyTarget, credentials: SentCopyTarget['credentials']): Promise<ImapFlow> => {
    const { host, port, tls } = target.settings;
    const [address = ''] = await guard.addressesOf(host, target.trusted);
    const client = new ImapFlow({
      host: address,
      ...(isIP(host) > 0 ? {} : { servername: host }),
      port,
      secure: tls === 'implicit',
      ...(tls === 'required' ? { doSTARTTLS: true } : {}),
      auth: await authOf(credentials),
      tls: { minVersion: 'TLSv1.2', ...(authorities === undefined ? {} : { ca: [...authorities] }) },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: withinMs,
      greetingTimeout: withinMs,
      socketTimeout: withinMs,
    });
    // Each call tells its own failure; without somebody who listens an idle one would end the program.
    client.on('error', () => client.close());
    try {
      await client.connect();
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  };
  const open = (target: SentCopyTarget): Promise<ImapFlow> =>
    withAnotherToken(target.credentials, (credentials) => openWith(target, credentials), isSignInRefused);
  const within = async <T>(
    target: SentCopyTarget,
    work: (client: ImapFlow, folder: string) => Promise<T>,
  ): Promise<T> => {
    let client: ImapFlow | null = null;
    try {
      client = await open(target);
      return await work(client, await folderOf(client, target.settings.folder));
    } catch (error) {
      throw failureOf(error);
    } finally {
      client?.close();
    }
  };
  return {
    append: (target, { bytes, messageId }) =>
      within(target, async (client, folder) => {
        if (await liesThere(client, folder, messageId)) return;
        await client.append(folder, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), ['\\Seen']);
      }),
    find: (target, messageId) => within(target, (client, folder) => liesThere(client, folder, messageId)),
  };
};
