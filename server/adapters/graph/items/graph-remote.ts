/** Mailboxes of Microsoft Graph as remote sides (v1.0). */
import { graphKinds } from '#shared/graph/graph-kinds.ts';
import { GraphSide } from '#shared/graph/graph-side.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import { graphSyncRemedy } from '../../../domain/synchronization/graph-remedies.ts';
import type { SyncStep } from '../../../domain/synchronization/remedies.ts';
import { PermanentFailure } from '../../../ports/failure.ts';
import type {
  GraphAccount,
  RemoteCollections,
  RemoteSides,
  RemoteTest,
  RemoteTestStep,
} from '../../../ports/remote-sides.ts';
import { createGraphClient, type GraphClient, type GraphNeeds, type GraphServer } from '../graph-client.ts';
import { GraphRefusal } from '../graph-refusal.ts';
import { syncFailureOf } from './sync-failure.ts';

export interface GraphRemoteNeeds extends GraphNeeds {
  /** What gives tokens for the mailbox of this account; asked once for each client, as its secret may be replaced meanwhile. */
  readonly tokensOf: (account: GraphAccount) => GraphServer['accessToken'];
}

const passed = (step: SyncStep, answer: string): RemoteTestStep => ({ step, passed: true, answer, remedy: null });

const failed = (step: SyncStep, error: unknown): RemoteTestStep => {
  const failure = syncFailureOf(error);
  const status = error instanceof GraphRefusal ? ` (${error.status})` : '';
  return { step, passed: false, answer: `${failure.message}${status}`, remedy: graphSyncRemedy(step, failure.code) };
};

const reached = [passed('resolve', 'The host was found.'), passed('connect', 'The service answers.')] as const;

/** What concerns one kind alone. */
const ofKind: ReadonlySet<string> = new Set(['none_found']);

/** Which step a failure belongs to before any place was found. */
const stepOfCode: Readonly<Record<string, SyncStep>> = {
  host_refused: 'resolve',
  host_not_found: 'resolve',
  sign_in_refused: 'auth',
  oauth_unavailable: 'auth',
  mailbox_missing: 'auth',
};

const clientOf = (account: GraphAccount, needs: GraphRemoteNeeds): GraphClient =>
  createGraphClient(
    {
      settings: { baseUrl: account.url, mailbox: account.user },
      accessToken: needs.tokensOf(account),
      trustedHost: account.trustedHost,
    },
    needs,
  );

/** A kind that cannot be reached does not hide the others; without a mailbox or a token there is none. */
const findPlaces = async (
  client: GraphClient,
  kinds: readonly SyncKind[],
  signal: AbortSignal,
): Promise<RemoteTest> => {
  const collections: Partial<Record<SyncKind, string>> = {};
  const steps: RemoteTestStep[] = [];
  for (const kind of kinds) {
    try {
      const { usualPlace, found } = graphKinds[kind];
      const place = await usualPlace(client, signal);
      if (place === null) throw new PermanentFailure('The mailbox has no place for them.', { code: 'none_found' });
      collections[kind] = place;
      steps.push(passed(kind, found));
    } catch (error) {
      const isPermission = error instanceof GraphRefusal && error.status === 403;
      if (!isPermission && !(error instanceof PermanentFailure && ofKind.has(error.code))) throw error;
      steps.push(failed(kind, error));
    }
  }
  const found: RemoteCollections = collections;
  return { steps: [...reached, passed('auth', 'The service lets us into the mailbox.'), ...steps], collections: found };
};

export const createGraphRemote = (needs: GraphRemoteNeeds): RemoteSides<GraphAccount> => ({
  open: (account, place, signal) => {
    const { codec, place: placeOf } = graphKinds[place.kind];
    const client = clientOf(account, needs);
    const { organizationId, collection, categories, takesPrivate } = place;
    const now = () => needs.clock.now();
    const asked = { client, collection, organizationId, signal, now };
    const more = { takesPrivate, now, failureOf: syncFailureOf, signal };
    const side = new GraphSide({ place: placeOf(asked), codec, categories, ...more });
    return Promise.resolve(Object.assign(side, { close: () => client.close() }));
  },
  test: async (account, kinds, signal) => {
    try {
      const client = clientOf(account, needs);
      try {
        return await findPlaces(client, kinds, signal);
      } finally {
        client.close();
      }
    } catch (error) {
      const step = stepOfCode[syncFailureOf(error).code] ?? (error instanceof GraphRefusal ? 'auth' : 'connect');
      const before = step === 'auth' ? reached : step === 'connect' ? reached.slice(0, 1) : [];
      return { steps: [...before, failed(step, error)], collections: {} };
    }
  },
});
