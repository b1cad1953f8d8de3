import { request } from 'node:https';
import type { CallOutput } from '#shared/contracts/api.ts';
import { type Call, createTransport } from '../../addin/api/transport.ts';
import { findPlaces } from '../../addin/synchronization/find-places.ts';
import { type OutlookCycle, runOutlookCycle } from '../../addin/synchronization/run-outlook-cycle.ts';
import { argon2Hasher } from '../../server/adapters/crypto/argon2-hasher.ts';
import type { AppOptions } from '../../server/app.ts';
import { keyOf } from './build-facts.ts';
import { type GraphServer, startGraph } from './graph/graph-server.ts';
import type { GraphItem } from './graph/items.ts';
import type { GraphMailbox } from './graph/mailbox.ts';
import { readBody } from './graph/wire.ts';
import { goodPassword, signIn } from './sign-in.ts';
import { createTestClock, createWorld, type TestClock, type World } from './world.ts';

const ben = 'ben@contoso.test';

/** As a page asks, of a service whose certificate is trusted. */
const fetchTrusting =
  (authority: string): typeof fetch =>
  async (asked, init = {}) =>
    new Promise<Response>((resolve, reject) => {
      const headers = init.headers as Record<string, string>;
      const options = { method: init.method ?? 'GET', headers, ca: [authority], agent: false as const };
      const sent = request(asked as string, options, (answer) => {
        const status = answer.statusCode ?? 0;
        const wait = answer.headers['retry-after'];
        readBody(answer)
          .then((body) => {
            const given = wait === undefined ? {} : { headers: { 'retry-after': wait } };
            resolve(new Response(status === 204 ? null : body.toString('utf8'), { status, ...given }));
          })
          .catch(reject);
      });
      sent.once('error', reject);
      sent.end(init.body as string | undefined);
    });

/** One Outlook, of Ben's unless said otherwise, whose pane runs the add-in's own program. */
export interface OneOutlook {
  readonly deviceId: string;
  readonly call: Call;
  /** Becomes the synchronizing one; gives its generation. */
  claim(takeOver?: boolean): Promise<number>;
  /** Connects the mailbox as the pane does once its person asks for it; as whose, it says itself. */
  connect(given?: {
    readonly takeOver?: boolean;
    readonly user?: string;
  }): Promise<CallOutput<'connectOutlookSynchronization'>>;
  /** A cycle under the generation that it was given last; `before` stands between the pane and Graph. */
  cycle(given?: { readonly before?: (method: string, url: string) => Promise<void> }): Promise<OutlookCycle>;
}

export interface OutlookSynchronized extends AsyncDisposable {
  readonly world: World;
  /** Of the product, the panes and the service alike. */
  readonly clock: TestClock;
  readonly graph: GraphServer;
  readonly mailbox: GraphMailbox;
  outlook(name: string, email?: string): Promise<OneOutlook>;
  readonly book: () => readonly GraphItem[];
  readonly put: (properties: Record<string, unknown>) => GraphItem;
  contacts(): Promise<string[]>;
}

/** Ben of Contoso, whose contacts and tasks no server synchronizes: an Outlook of his does, or none. */
export const outlookSynchronized = async (options: Partial<AppOptions> = {}): Promise<OutlookSynchronized> => {
  const clock = createTestClock();
  const graph = await startGraph({ users: [ben], now: () => clock.now() });
  const world = await createWorld({ parts: [], clock, outlookApplication: { graphUrl: graph.baseUrl }, ...options });
  const password = await argon2Hasher.hash(goodPassword);
  for (const { email } of [world.ana, world.ben, world.carla, world.olga, world.pete]) {
    const login = await world.store.system.logins.find(keyOf(email));
    await world.store.system.logins.setPassword(login?.id ?? '', password);
  }
  const mailbox = graph.mailbox(ben);
  const folder = mailbox.folderNamed('contacts')?.id ?? '';
  const trusting = fetchTrusting(graph.authority);
  const outlook = async (name: string, email = ben): Promise<OneOutlook> => {
    const { accessToken, device } = await signIn(world.origin, email, { name });
    const call = createTransport({
      apiBase: `${world.origin}/api/v1`,
      fetch: (asked, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', `Bearer ${accessToken}`);
        return fetch(asked, { ...init, headers });
      },
    });
    const token = graph.userToken(ben);
    const access = { url: graph.baseUrl, token: () => Promise.resolve(token) };
    // What somebody would claim who never was the synchronizing one.
    let generation = 1;
    return {
      deviceId: device.id,
      call,
      claim: async (takeOver = false) => {
        const claimed = await call('claimSynchronizing', { params: { deviceId: device.id }, body: { takeOver } });
        generation = claimed.generation;
        return generation;
      },
      connect: async ({ user = ben, ...how } = {}) => {
        const collections = await findPlaces({ ...access, fetch: trusting }, new AbortController().signal);
        return call('connectOutlookSynchronization', { body: { generation, user, collections, ...how } });
      },
      cycle: ({ before } = {}) =>
        runOutlookCycle(
          {
            call,
            elapsed: () => clock.now(),
            graph: {
              ...access,
              fetch: async (asked, init) => {
                await before?.(init?.method ?? 'GET', asked as string);
                return trusting(asked, init);
              },
            },
          },
          { generation, user: ben, now: true },
          new AbortController().signal,
        ),
    };
  };
  return {
    world,
    clock,
    graph,
    mailbox,
    outlook,
    book: () => mailbox.contacts.inFolder(folder),
    put: (properties) =>
      mailbox.contacts.add(folder, { categories: [], emailAddresses: [], businessPhones: [], ...properties }),
    contacts: async () => {
      const { items } = await world.ben.call('listRecords', { params: { type: 'contact' }, query: {} });
      return items.map(({ name }) => name).sort();
    },
    [Symbol.asyncDispose]: async () => {
      await world.close();
      await graph[Symbol.asyncDispose]();
      if (graph.violations.length > 0) throw new Error(graph.violations.join('; '));
    },
  };
};
