/** Every step towards a mailbox that would be read, with what usually helps. */
import type { ImapFlow } from 'imapflow';
import { sourceRemedy, type SourceStep } from '../../domain/mailbox/test-remedies.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { TestStep } from '../../ports/mail-transport.ts';
import { listFolders, mustBeReadable } from './imap-folders.ts';
import { failureOf } from './imap-failure.ts';
import { openClient, type ImapNeeds, type ImapServer } from './open-client.ts';

/** A person waits for this: no step takes longer. */
const longestMs = 20_000;
const longestText = 300;

const stepOfCode: Readonly<Record<string, SourceStep>> = {
  host_refused: 'resolve',
  host_not_found: 'resolve',
  certificate_refused: 'tls',
  tls_missing: 'tls',
  sign_in_refused: 'auth',
  sign_in_failed: 'auth',
  oauth_unavailable: 'auth',
};

const codeOf = (failure: Error): string =>
  failure instanceof PermanentFailure || failure instanceof TemporaryFailure ? failure.code : '';

const stepOf = (error: unknown, code: string): SourceStep => {
  const told = error as { readonly code?: string; readonly tlsFailed?: boolean };
  const inTls = told.tlsFailed === true || /^(?:EPROTO|ERR_SSL)/.test(told.code ?? '');
  return stepOfCode[code] ?? (inTls ? 'tls' : 'connect');
};

/** What the server said, as a person may read it. */
const wordsOf = (error: unknown): string => {
  const { responseText } = error as { readonly responseText?: unknown };
  return typeof responseText === 'string'
    ? ` ${responseText.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, longestText)}`
    : '';
};

const encrypted: Readonly<Record<ImapServer['settings']['security'], string>> = {
  tls: 'Encrypted from the first byte; the certificate is valid.',
  startTls: 'Encrypted by STARTTLS; the certificate is valid.',
  none: 'Not encrypted, as it is set.',
};

const missing = async (client: ImapFlow, folders: readonly string[]): Promise<string | null> => {
  const there = await listFolders(client);
  const known = new Set(there.flatMap(({ path, pathAsListed }) => [path, pathAsListed]));
  return folders.find((folder) => folder.toUpperCase() !== 'INBOX' && !known.has(folder)) ?? null;
};

const folderStep = async (client: ImapFlow, { settings }: ImapServer): Promise<TestStep> => {
  const failed = (code: string, answer: string): TestStep => ({
    step: 'folders',
    passed: false,
    answer,
    remedy: sourceRemedy('folders', code, settings),
  });
  try {
    const absent = await missing(client, settings.folders);
    if (absent !== null) return failed('folder_missing', `There is no folder ${absent}.`);
    await mustBeReadable(client, settings.folders);
    return { step: 'folders', passed: true, answer: `Found: ${settings.folders.join(', ')}.`, remedy: null };
  } catch (error) {
    const failure = failureOf(error);
    return failed(codeOf(failure), failure.message);
  }
};

const passedSteps = (server: ImapServer, addresses: readonly string[]): readonly TestStep[] => {
  const { settings, credentials } = server;
  const passed = (step: SourceStep, answer: string): TestStep => ({ step, passed: true, answer, remedy: null });
  const who = credentials.kind === 'password' ? (credentials.authorizeAs ?? credentials.user) : credentials.user;
  return [
    passed('resolve', addresses.join(', ')),
    passed('connect', `Port ${settings.port} answers.`),
    passed('tls', encrypted[settings.security]),
    passed('auth', `Signed in as ${who}.`),
  ];
};

/** Goes as far as it gets; the last step says why it went no further. Changes nothing there, and never throws. */
export const testImap = async (
  server: ImapServer,
  needs: ImapNeeds,
  signal: AbortSignal,
): Promise<readonly TestStep[]> => {
  const { timeouts } = needs;
  const within = (ms: number): number => Math.min(ms, longestMs);
  const hasty = {
    ...needs,
    timeouts: {
      connect: within(timeouts.connect),
      greeting: within(timeouts.greeting),
      silence: within(timeouts.silence),
    },
  };
  let addresses: readonly string[] = [];
  let open: ImapFlow | null = null;
  const abort = (): void => open?.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const client = await openClient(server, hasty, {
      maxBytes: 0,
      opening: (one) => {
        open = one;
        if (signal.aborted) one.close();
      },
      resolved: (found) => {
        addresses = found;
      },
    });
    return [...passedSteps(server, addresses), await folderStep(client, server)];
  } catch (error) {
    const failure = failureOf(error);
    const code = codeOf(failure);
    const step = stepOf(error, code);
    const before = passedSteps(server, addresses);
    const answer = `${failure.message}${wordsOf(error)}`;
    return [
      ...before.slice(
        0,
        before.findIndex((one) => one.step === step),
      ),
      { step, passed: false, answer, remedy: sourceRemedy(step, code, server.settings) },
    ];
  } finally {
    signal.removeEventListener('abort', abort);
    abort();
  }
};
