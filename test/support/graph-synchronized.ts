import type { AppOptions } from '../../server/app.ts';
import { type GraphServer, startGraph } from './graph/graph-server.ts';
import type { GraphItem } from './graph/items.ts';
import type { GraphMailbox } from './graph/mailbox.ts';
import { createTestClock, createWorld, type World } from './world.ts';

export interface GraphSynchronized extends AsyncDisposable {
  readonly world: World;
  readonly graph: GraphServer;
  /** Ben's. */
  readonly mailbox: GraphMailbox;
  /** One cycle of whatever is due now; the schedule is not waited for. */
  readonly cycle: () => Promise<void>;
  /** What stands among Ben's contacts in Outlook. */
  readonly book: () => readonly GraphItem[];
  /** The one that was written for this record. */
  written(name: string): GraphItem;
  /** Ben puts one there. */
  readonly put: (properties: Record<string, unknown>) => GraphItem;
  /** Ben's contacts in the CRM by name. */
  contacts(): Promise<string[]>;
}

const longestWaitMs = 5 * 3_600_000;

/** How the connection is written: an application's by default. */
export const graphConnection = (graph: GraphServer, given: { grant?: 'refreshToken'; secret?: string } = {}) => ({
  protocol: 'graph' as const,
  url: graph.baseUrl,
  user: 'ben@contoso.test',
  secret: given.secret ?? 'client light',
  signIn: {
    grant: given.grant ?? ('clientCredentials' as const),
    tokenUrl: graph.tokenUrl,
    clientId: 'client-1',
    scope: 'https://graph.test/.default',
  },
});

/** Ben of Contoso with contacts in a Graph mailbox; his CRM is the real product. Not connected yet. */
export const graphSynchronized = async (options: Partial<AppOptions> = {}): Promise<GraphSynchronized> => {
  const clock = createTestClock();
  const graph = await startGraph({ users: ['ben@contoso.test'], now: () => clock.now() });
  const world = await createWorld({
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailAuthorities: [graph.authority],
    parts: ['sync'],
    clock,
    ...options,
  });
  const mailbox = graph.mailbox('ben@contoso.test');
  const folder = mailbox.folderNamed('contacts')?.id ?? '';
  const book = () => mailbox.contacts.inFolder(folder);
  return {
    world,
    graph,
    mailbox,
    cycle: async () => {
      clock.advance(longestWaitMs);
      await world.app.runner.settle();
    },
    book,
    written: (name) => {
      const found = book().find(({ properties }) => properties['displayName'] === name);
      if (found === undefined) throw new Error(`no contact ${name}`);
      return found;
    },
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
