import { createDavRemote } from '../../server/adapters/dav/dav-remote.ts';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import type { SyncFields } from '#shared/sync/item.ts';
import type { DavServer } from './dav-server.ts';
import { createTestClock } from './world.ts';
import { startLossyProxy } from './lossy-proxy.ts';
import type { CollectionOwner, ContractPlace, RemoteServer } from './remote-server.ts';

/** How a person's program writes items of one kind. */
export interface DavText {
  readonly ending: 'vcf' | 'ics';
  readonly type: string;
  make(uid: string, fields: SyncFields, categories: readonly string[]): string;
  /** The same text with other values. */
  change(text: string, fields: SyncFields): string;
  /** With another UID. */
  copy(text: string, uid: string): string;
  /** Something that no kind of ours knows, which `make` writes. */
  readonly unknown: RegExp;
  readonly unreadable: string;
}

let places = 0;
let items = 0;

const ownerOf = (server: DavServer, path: string, text: DavText): CollectionOwner => {
  const { person } = server;
  const put = async (uid: string, content: string): Promise<string> => {
    const at = `${path}${uid}.${text.ending}`;
    await person.put(at, content, text.type);
    return at;
  };
  const get = async (id: string): Promise<string> => (await person.get(id)) ?? '';
  return {
    add: (fields, categories = []) => {
      const uid = `item-${(items += 1)}`;
      return put(uid, text.make(uid, fields, categories));
    },
    change: async (id, fields) => person.put(id, text.change(await get(id), fields), text.type),
    copy: async (id) => {
      const uid = `copy-${(items += 1)}`;
      return put(uid, text.copy(await get(id), uid));
    },
    remove: (id) => person.remove(id),
    ids: () => person.list(path),
    keepsUnknown: async (id) => text.unknown.test(await get(id)),
  };
};

const methods = { create: 'PUT', update: 'PUT', remove: 'DELETE' } as const;

/** A DAV server as the contract of remote sides wants it, with a proxy before it that can lose answers. */
export const davRemoteServer = async (
  server: DavServer,
  text: DavText,
  makeCollection: (name: string) => Promise<string>,
): Promise<RemoteServer> => {
  const proxy = await startLossyProxy(server.url);
  const guard = createEgressGuard({ allowedNetworks: ['127.0.0.0/8'] });
  return {
    sides: createDavRemote({ guard, authorities: null, clock: createTestClock() }),
    place: async (): Promise<ContractPlace> => {
      const path = await makeCollection(`place-${(places += 1)}`);
      const collection = new URL(path, proxy.url).href;
      const { user, secret } = server;
      return {
        account: { protocol: 'dav', url: collection, user, secret, trustedHost: false },
        collection,
        owner: ownerOf(server, path, text),
      };
    },
    outdated: (cursor) => cursor.replace(/[\w-]{8}$/, 'gone-gon'),
    loseAnswer: (of) => proxy.loseAnswer(methods[of]),
    addUnreadable: async ({ collection }) => {
      const path = `${new URL(collection).pathname}odd-${(items += 1)}.${text.ending}`;
      await server.person.put(path, text.unreadable, text.type);
      return path;
    },
    stop: () => server.stop(),
    start: () => server.start(),
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
};
