import type { AppOptions } from '../../server/app.ts';
import { type DavServer, startRadicale } from './dav-server.ts';
import { type Caller, createWorld, type World } from './world.ts';

export interface Synchronized extends AsyncDisposable {
  readonly world: World;
  readonly server: DavServer;
  /** Ben's address book. */
  readonly book: string;
  /** One cycle of whatever is due now; the schedule is not waited for. */
  cycle(): Promise<void>;
  /** Ben's contacts by name. */
  contacts(): Promise<string[]>;
}

const longestWaitMs = 5 * 3_600_000;

/** Connects somebody's account of the server, and enables it. */
export const connect = async (caller: Caller, server: DavServer): Promise<void> => {
  const { url, user, secret } = server;
  await caller.call('connectMySynchronization', { body: { url, user, secret } });
  await caller.call('enableMySynchronization', { body: { enabled: true } });
};

/** A card as a person's program writes it. */
export const card = (uid: string, name: string, lines: readonly string[] = []): string => {
  const [first = '', ...last] = name.split(' ');
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:${uid}`,
    `FN:${name}`,
    `N:${last.join(' ')};${first};;;`,
    ...lines,
    'END:VCARD',
    '',
  ].join('\r\n');
};

/** Ben of Contoso with an address book on a real server; his CRM is the real product. */
export const synchronized = async (options: Partial<AppOptions> = {}): Promise<Synchronized> => {
  const server = await startRadicale();
  const world = await createWorld({ allowedNetworks: ['127.0.0.0/8'], parts: ['sync'], ...options });
  const book = await server.person.makeBook('contacts');
  const { ben, clock, app } = world;
  await connect(ben, server);
  return {
    world,
    server,
    book,
    cycle: async () => {
      clock.advance(longestWaitMs);
      await app.runner.settle();
    },
    contacts: async () => {
      const { items } = await ben.call('listRecords', { params: { type: 'contact' }, query: {} });
      return items.map(({ name }) => name).sort();
    },
    [Symbol.asyncDispose]: async () => {
      await world.close();
      await server[Symbol.asyncDispose]();
    },
  };
};
