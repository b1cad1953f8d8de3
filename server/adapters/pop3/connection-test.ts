/** Every step towards a POP3 mailbox that would be read, with what usually helps. */
import { sourceRemedy, type SourceStep } from '../../domain/mailbox/test-remedies.ts';
import type { TestStep } from '../../ports/mail-transport.ts';
import { listMaildrop } from './maildrop.ts';
import { openPop3, type Pop3Needs, type Pop3Server } from './open-pop3.ts';
import { failureOf, Pop3Failure } from './pop3-failure.ts';
import type { Pop3Wire } from './pop3-wire.ts';

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
  uidl_missing: 'folders',
  mailbox_too_large: 'folders',
};

const stepOf = (error: unknown, code: string, signedIn: boolean): SourceStep => {
  if (signedIn) return 'folders';
  const inTls = error instanceof Pop3Failure && error.kind === 'tls';
  return stepOfCode[code] ?? (inTls ? 'tls' : 'connect');
};

/** What the server said, as a person may read it. */
const wordsOf = (error: unknown): string =>
  error instanceof Pop3Failure && error.words !== ''
    ? ` ${error.words.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, longestText)}`
    : '';

const encrypted: Readonly<Record<Pop3Server['settings']['security'], string>> = {
  tls: 'Encrypted from the first byte; the certificate is valid.',
  startTls: 'Encrypted by STLS; the certificate is valid.',
  none: 'Not encrypted, as it is set.',
};

const passedSteps = ({ settings, credentials }: Pop3Server, addresses: readonly string[]): readonly TestStep[] => {
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
export const testPop3 = async (
  server: Pop3Server,
  needs: Pop3Needs,
  signal: AbortSignal,
): Promise<readonly TestStep[]> => {
  const { connect, silence } = needs.timeouts;
  const hasty = {
    ...needs,
    timeouts: { connect: Math.min(connect, longestMs), silence: Math.min(silence, longestMs) },
  };
  let addresses: readonly string[] = [];
  let wire: Pop3Wire | null = null;
  let signedIn = false;
  try {
    wire = await openPop3(server, hasty, {
      signal,
      resolved: (found) => {
        addresses = found;
      },
    });
    signedIn = true;
    const { length } = await listMaildrop(wire);
    const there: TestStep = { step: 'folders', passed: true, answer: `${length} mails lie there.`, remedy: null };
    return [...passedSteps(server, addresses), there];
  } catch (error) {
    const failure = failureOf(error);
    const step = stepOf(error, failure.code, signedIn);
    const before = passedSteps(server, addresses);
    const at = before.findIndex((one) => one.step === step);
    const answer = `${failure.message}${wordsOf(error)}`;
    const remedy = sourceRemedy(step, failure.code, server.settings);
    return [...before.slice(0, at < 0 ? before.length : at), { step, passed: false, answer, remedy }];
  } finally {
    wire?.drop();
  }
};
