import { z } from 'zod';
import * as contracts from '#shared/contracts/marketing-lists.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredMarketingList } from '../../ports/marketing-list-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import {
  changeListMembers,
  createMarketingList,
  deleteMarketingList,
  getMarketingList,
  type MarketingListNeeds,
} from '../../usecases/campaigns/marketing-lists.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import type { RouteMaker } from '../route.ts';

const NameCursor = z.object({ nameKey: z.string().max(1_000), id: z.string().max(64) });

const presentLists = async (
  read: StoreRead,
  actor: Actor,
  lists: readonly StoredMarketingList[],
): Promise<contracts.MarketingList[]> => {
  const owners = lists.map(({ ownerId }) => ({ type: 'user', id: ownerId }));
  const named = await read.records.names(actor.userId, owners);
  return lists.map((list) => ({
    id: list.id,
    name: list.name,
    owner: named.find(({ id }) => id === list.ownerId) ?? null,
    members: list.members,
    createdAt: toWire(list.createdAt),
  }));
};

/** Marketing lists: whom a campaign goes to (S9). */
export const marketingListRoutes = (route: RouteMaker, needs: MarketingListNeeds): void => {
  const { store } = needs;
  const presented = (actor: Actor, list: StoredMarketingList) =>
    store.read(actor.organizationId, async (read) => {
      const [shown] = await presentLists(read, actor, [list]);
      if (shown === undefined) throw new Error('one list was presented as none');
      return shown;
    });
  route(contracts.listMarketingLists, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const after = readCursor(query.cursor, NameCursor);
      const found = await read.marketingLists.list({ limit: query.limit + 1, after });
      const { items, nextCursor } = pageOf(found, query.limit, ({ nameKey, id }) => ({ nameKey, id }));
      return { items: await presentLists(read, actor, items), nextCursor };
    }),
  );
  const create = createMarketingList(needs);
  route(contracts.createMarketingList, async ({ actor, body }) => presented(actor, await create(actor, body.name)));
  const remove = deleteMarketingList(needs);
  route(contracts.deleteMarketingList, async ({ actor, params }) => {
    await remove(actor, params.listId);
    return undefined;
  });
  route(contracts.listMarketingListMembers, ({ actor, params, query }) =>
    store.read(actor.organizationId, async (read) => {
      await getMarketingList(read, params.listId);
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, TimeCursor) };
      const found = await read.marketingLists.members(actor.userId, params.listId, page);
      const { items, nextCursor } = pageOf(found, query.limit, ({ joinedAt, id }) => ({ sortAt: joinedAt, id }));
      return { items: items.map(({ type, id, name }) => ({ type, id, name })), nextCursor };
    }),
  );
  const change = changeListMembers(needs);
  route(contracts.changeMarketingListMembers, async ({ actor, params, body }) =>
    presented(actor, await change(actor, params.listId, body)),
  );
};
