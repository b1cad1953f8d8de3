/** Every step towards a mailbox of the service, with what usually helps. */
import { graphRemedy, type GraphStep } from '../../domain/mailbox/graph-remedies.ts';
import type { TestStep } from '../../ports/mail-transport.ts';
import { createGraphClient, type GraphNeeds } from './graph-client.ts';
import { createGraphFolders } from './graph-folders.ts';
import { failureOf, GraphRefusal } from './graph-refusal.ts';
import type { GraphMailboxServer } from './graph-source.ts';

const stepOfCode: Readonly<Record<string, GraphStep>> = {
  host_refused: 'resolve',
  host_not_found: 'resolve',
  certificate_refused: 'tls',
  sign_in_refused: 'auth',
  oauth_unavailable: 'auth',
};

const passed = (step: GraphStep, answer: string): TestStep => ({ step, passed: true, answer, remedy: null });

const failed = (step: GraphStep, error: unknown): TestStep => {
  const failure = failureOf(error);
  const status = error instanceof GraphRefusal ? ` (${error.status})` : '';
  return { step, passed: false, answer: `${failure.message}${status}`, remedy: graphRemedy(step, failure.code) };
};

interface Going {
  readonly server: GraphMailboxServer;
  readonly needs: GraphNeeds;
  readonly steps: TestStep[];
  readonly signal: AbortSignal;
}

const reach = async ({ server, needs, steps }: Going): Promise<void> => {
  const host = new URL(server.settings.baseUrl).hostname.replace(/^\[|\]$/g, '');
  const addresses = await needs.guard.addressesOf(host, server.trustedHost);
  steps.push(passed('resolve', addresses.join(', ')));
};

const signIn = async ({ server, steps, ...going }: Going): Promise<void> => {
  const client = createGraphClient(server, going.needs);
  try {
    await client.send({ at: `${client.root}/mailFolders/inbox?$select=id` }, going.signal);
    steps.push(passed('connect', 'The service answers.'), passed('tls', 'Encrypted; the certificate is valid.'));
    steps.push(passed('auth', `The mailbox ${server.settings.mailbox} is open to us.`));
    const folders = createGraphFolders(client);
    for (const folder of server.settings.folders) await folders.part(folder, going.signal);
    steps.push(passed('folders', `Found: ${server.settings.folders.join(', ')}.`));
  } finally {
    client.close();
  }
};

/** Goes as far as it gets; the last step says why it went no further. Changes nothing there, and never throws. */
export const testGraph = async (
  server: GraphMailboxServer,
  needs: GraphNeeds,
  signal: AbortSignal,
): Promise<readonly TestStep[]> => {
  const steps: TestStep[] = [];
  try {
    const going = { server, needs, steps, signal };
    await reach(going);
    await signIn(going);
    return steps;
  } catch (error) {
    const { code } = failureOf(error);
    const signedIn = steps.some(({ step }) => step === 'auth');
    const answered = error instanceof GraphRefusal && steps.length > 0 && !signedIn;
    if (answered) {
      steps.push(passed('connect', 'The service answers.'), passed('tls', 'Encrypted; the certificate is valid.'));
    }
    const step = stepOfCode[code] ?? (signedIn ? 'folders' : answered ? 'auth' : 'connect');
    return [...steps, failed(step, error)];
  }
};
