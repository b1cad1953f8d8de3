/** A mailbox of the fake service as the contract of remote sides wants it. */
import type { SyncFields, SyncKind } from '#shared/sync/item.ts';
import { createGraphRemote } from '../../../server/adapters/graph/items/graph-remote.ts';
import { createEgressGuard } from '../../../server/adapters/net/egress-guard.ts';
import { createAccessTokens } from '../../../server/adapters/oauth/access-tokens.ts';
import { sha256Digests } from '../../../server/adapters/system/sha256-digests.ts';
import { createOAuthGrants } from '../../../server/oauth-grants.ts';
import type { GraphAccount, RemoteSides } from '../../../server/ports/remote-sides.ts';
import type { CollectionOwner, ContractPlace, RemoteServer } from '../remote-server.ts';
import { createTestClock } from '../world.ts';
import { type GraphServer, startGraph } from './graph-server.ts';
import type { GraphMailbox } from './mailbox.ts';

/** The adapter of the product, joined as the product does, towards this service. */
export const graphSides = (graph: GraphServer): RemoteSides<GraphAccount> => {
  const [guard, clock] = [createEgressGuard(), createTestClock()];
  const tokens = createAccessTokens({ guard, clock, authorities: [graph.authority] });
  const grants = createOAuthGrants((text) => sha256Digests.sha256(text));
  return createGraphRemote({
    guard,
    clock,
    authorities: [graph.authority],
    silenceMs: 20_000,
    tokensOf: ({ holder: id, user, signIn, ...account }) => {
      const grant = grants({ id, ...account }, { kind: 'oauth', user, ...signIn });
      return (refused) => tokens.accessToken(grant, refused);
    },
  });
};

export const graphAccount = (
  graph: Pick<GraphServer, 'baseUrl' | 'tokenUrl'>,
  user: string,
  given: Partial<GraphAccount> = {},
): GraphAccount => ({
  protocol: 'graph',
  url: graph.baseUrl,
  user,
  secret: 'client light',
  trustedHost: true,
  holder: `account of ${user}`,
  signIn: {
    grant: 'clientCredentials',
    tokenUrl: graph.tokenUrl,
    clientId: 'client-1',
    scope: 'https://graph.test/.default',
  },
  keepSecret: () => Promise.resolve(),
  ...given,
});

/** What a person does with items of one kind, and where they lie. */
export interface GraphKind {
  readonly kind: SyncKind;
  /** After the mailbox. */
  readonly path: string;
  readonly collection: (mailbox: GraphMailbox) => string;
  readonly owner: (mailbox: GraphMailbox) => CollectionOwner;
}

let users = 0;

const methods = { create: 'POST', update: 'PATCH', remove: 'DELETE' } as const;

const withoutMemory = (cursor: string): string =>
  cursor.replace(/(token=)([\w-]+)/, (_, name: string, token: string) => {
    const state = JSON.parse(Buffer.from(token, 'base64url').toString()) as { epoch: number };
    return `${name}${Buffer.from(JSON.stringify({ ...state, epoch: -1 })).toString('base64url')}`;
  });

/** Each place is a mailbox of its own. */
export const graphRemoteServer = async ({ path, collection, owner }: GraphKind): Promise<RemoteServer> => {
  const graph = await startGraph({ users: [] });
  return {
    sides: graphSides(graph),
    place: (): Promise<ContractPlace> => {
      const mailbox = graph.addMailbox(`person-${(users += 1)}@contoso.test`);
      const account = graphAccount(graph, mailbox.user);
      return Promise.resolve({ account, collection: collection(mailbox), owner: owner(mailbox) });
    },
    outdated: withoutMemory,
    loseAnswer: (of) => graph.trouble(`${methods[of]} /v1.0/users/`, 'cut'),
    // The service gives out what it lists.
    addUnreadable: null,
    stop: () => graph.stop(),
    start: () => graph.start(),
    [Symbol.asyncDispose]: async () => {
      await graph[Symbol.asyncDispose]();
      const { violations } = graph;
      if (violations.length > 0) throw new Error(`${path}: ${violations.join('; ')}`);
    },
  };
};

/** The properties of these fields, as the person's program writes them. */
export const renamed = (fields: SyncFields, names: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (names[field] === undefined ? [] : [[names[field], value]])),
  );
