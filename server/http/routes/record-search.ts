import * as contracts from '#shared/contracts/records.ts';
import { askedWords } from '../../domain/search-words.ts';
import { pinRecord, unpinRecord } from '../../usecases/records/pin-record.ts';
import { readRecordCard } from '../../usecases/records/record-card.ts';
import { recordHits } from '../../usecases/records/record-hit.ts';
import { suggestRegarding } from '../../usecases/records/suggest-regarding.ts';
import type { RecordNeeds } from '../../usecases/records/write-record.ts';
import { presentRecord } from '../present/record.ts';
import type { RouteMaker } from '../route.ts';

const typesOf = (list: string | undefined): string[] | null => {
  const types = (list ?? '').split(',').flatMap((type) => (type.trim() === '' ? [] : [type.trim()]));
  return types.length === 0 ? null : types;
};

/** What the regarding picker and the quick card ask. */
export const recordSearchRoutes = (route: RouteMaker, needs: RecordNeeds): void => {
  const { store } = needs;
  route(contracts.searchRecords, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const found = await read.records.search(actor.userId, askedWords(query.q), typesOf(query.types), query.limit);
      return { items: await recordHits(read, actor.userId, found) };
    }),
  );
  route(contracts.suggestRegarding, ({ actor, body }) =>
    store.read(actor.organizationId, async (read) => ({ items: await suggestRegarding(read, actor, body) })),
  );
  route(contracts.getRecordCard, async ({ actor, params }) => {
    const card = await store.read(actor.organizationId, (read) => readRecordCard(read, actor, params));
    return { ...card, record: presentRecord(card.record) };
  });
  const pin = pinRecord(needs);
  route(contracts.pinRecord, async ({ actor, params }) => {
    await pin(actor, params);
    return undefined;
  });
  const unpin = unpinRecord(needs);
  route(contracts.unpinRecord, async ({ actor, params }) => {
    await unpin(actor, params);
    return undefined;
  });
};
