import type { Expected } from '#shared/sync/action.ts';
import type { PresentItem, SideItem, SyncFields, SyncKind } from '#shared/sync/item.ts';
import type { RemoteSide, RemoteSides } from '../../server/ports/remote-sides.ts';

/** One collection in this process that keeps a journal, as a server with sync-tokens does; its own work is next to none. */
interface QuietCollection {
  readonly side: RemoteSide;
  readonly size: () => number;
  add(id: string, fields: SyncFields, scope: PresentItem['scope']): void;
}

/** A mailbox with a collection for each kind. */
export interface QuietMailbox {
  readonly sides: RemoteSides;
  readonly collections: Readonly<Record<SyncKind, QuietCollection>>;
}

const createCollection = (): QuietCollection => {
  const items = new Map<string, PresentItem>();
  const journal: string[] = [];
  const put = (id: string, fields: SyncFields, scope: PresentItem['scope'], mark?: string): Expected => {
    const revision = String(journal.push(id));
    const shown = { state: 'present', id, revision, fields, modifiedAt: 0, writable: true, scope } as const;
    items.set(id, mark === undefined ? shown : { ...shown, mark });
    return { id, revision };
  };
  const shown = (id: string): SideItem => items.get(id) ?? { state: 'gone', id };
  const side: RemoteSide = {
    changes: (cursor) => {
      const ids = cursor === null ? [...items.keys()] : [...new Set(journal.slice(Number(cursor)))];
      const view = { complete: cursor === null, items: new Map(ids.map((id) => [id, shown(id)])) };
      return Promise.resolve({ view, cursor: String(journal.length) });
    },
    read: (ids) => Promise.resolve(ids.map(shown)),
    create: (fields, mark) => Promise.resolve({ kind: 'written', item: put(`of-${mark}`, fields, 'outside', mark) }),
    update: ({ id, revision }, fields, mark) => {
      const stands = items.get(id);
      if (stands?.revision !== revision) return Promise.resolve({ kind: 'changed' });
      return Promise.resolve({ kind: 'written', item: put(id, { ...stands.fields, ...fields }, stands.scope, mark) });
    },
    remove: ({ id, revision }) => {
      if (items.get(id)?.revision !== revision) return Promise.resolve({ kind: 'changed' });
      items.delete(id);
      journal.push(id);
      return Promise.resolve({ kind: 'written', item: { id, revision: '' } });
    },
    close: () => undefined,
  };
  return { side, size: () => items.size, add: (id, fields, scope) => void put(id, fields, scope) };
};

export const createQuietMailbox = (): QuietMailbox => {
  const collections = { contact: createCollection(), task: createCollection(), appointment: createCollection() };
  return {
    sides: {
      open: (_account, { kind }) => Promise.resolve(collections[kind].side),
      test: () =>
        Promise.resolve({ steps: [], collections: { contact: '/book/', task: '/tasks/', appointment: '/calendar/' } }),
    },
    collections,
  };
};
