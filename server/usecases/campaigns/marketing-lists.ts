import { marketingListLimits } from '#shared/contracts/marketing-lists.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { StoredMarketingList } from '../../ports/marketing-list-store.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import { listRecordTypes } from '../records/record-types.ts';
import { Refusal } from '../refusal.ts';

export interface MarketingListNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Refuses `marketing_list_not_found`. */
export const getMarketingList = async (read: StoreRead, listId: string): Promise<StoredMarketingList> => {
  const list = await read.marketingLists.find(listId);
  if (list === null) throw new Refusal('marketing_list_not_found', 'There is no marketing list with this id.');
  return list;
};

const getOwn = async (tx: StoreWrite, actor: Actor, listId: string): Promise<StoredMarketingList> => {
  const list = await getMarketingList(tx, listId);
  if (list.ownerId !== actor.userId && actor.role !== 'administrator')
    throw new Refusal('not_permitted', 'Only its owner or an administrator may change a marketing list.');
  return list;
};

const note = (tx: StoreWrite, needs: MarketingListNeeds, entry: { actor: Actor; id: string; reason: string }) =>
  tx.journal.append([
    {
      kind: 'marketingList.changed',
      subjectId: entry.id,
      at: needs.clock.now(),
      actorId: entry.actor.userId,
      reason: entry.reason,
    },
  ]);

export const createMarketingList =
  (needs: MarketingListNeeds) =>
  (actor: Actor, name: string): Promise<StoredMarketingList> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const id = needs.ids.next();
      await tx.marketingLists.add({ id, name, ownerId: actor.userId }, needs.clock.now());
      await note(tx, needs, { actor, id, reason: 'created' });
      return getMarketingList(tx, id);
    });

/** Deletes the list; its members stay what they are. */
export const deleteMarketingList =
  (needs: MarketingListNeeds) =>
  (actor: Actor, listId: string): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      await getOwn(tx, actor, listId);
      await tx.marketingLists.remove(listId);
      await note(tx, needs, { actor, id: listId, reason: 'deleted' });
    });

/** Mail goes to addresses: what has none is no member. */
const checkMembers = async (tx: StoreWrite, actor: Actor, records: readonly RecordRef[]): Promise<void> => {
  const types = (await listRecordTypes(tx)).filter(({ emailEnabled }) => emailEnabled).map(({ name }) => name);
  const wrong = records.findIndex(({ type }) => !types.includes(type));
  if (wrong >= 0) {
    const message = `a list has records with addresses: ${types.join(', ')}`;
    const field = `add[${wrong}].type`;
    throw new Refusal('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] });
  }
  const known = await tx.records.names(actor.userId, records);
  if (known.length < records.length)
    throw new Refusal('record_not_found', `${records.length - known.length} of the records are not there for you.`);
};

/** Adds and removes members. Refuses more than the limit, and records that the person may not read. */
export const changeListMembers =
  (needs: MarketingListNeeds) =>
  (
    actor: Actor,
    listId: string,
    { add, remove }: { readonly add: readonly RecordRef[]; readonly remove: readonly RecordRef[] },
  ): Promise<StoredMarketingList> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      await getOwn(tx, actor, listId);
      const joining = [...new Map(add.map((ref) => [ref.id, ref])).values()];
      await checkMembers(tx, actor, joining);
      await tx.marketingLists.leave(listId, remove);
      await tx.marketingLists.join(listId, joining, needs.clock.now());
      const after = await getMarketingList(tx, listId);
      if (after.members > marketingListLimits.members)
        throw new Refusal('invalid_request', `add: a list has at most ${marketingListLimits.members} members.`, {
          issues: [{ field: 'add', message: `at most ${marketingListLimits.members} members` }],
        });
      await note(tx, needs, { actor, id: listId, reason: 'members' });
      return after;
    });
