import type { PresentItem, SideItem } from '#shared/sync/item.ts';
import { isTaken } from '#shared/sync/filter.ts';
import { RecordRef } from '#shared/model/record-ref.ts';
import {
  type ContactFacts,
  contactFields,
  contactRevision,
  filterFields,
} from '../../domain/synchronization/contact-record.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { SyncTurn } from './sync-needs.ts';

const pageSize = 500;

const accountIdOf = ({ fields }: StoredRecord): string | null => {
  const ref = RecordRef.safeParse(fields['account']);
  return ref.success ? ref.data.id : null;
};

/** Contacts with what their accounts add, in one more statement whatever their number. */
export const contactFacts = async (
  read: StoreRead,
  userId: string,
  records: readonly StoredRecord[],
): Promise<ContactFacts[]> => {
  const ids = [...new Set(records.flatMap((record) => accountIdOf(record) ?? []))];
  const accounts = new Map((await read.records.findMany(userId, ids)).map((account) => [account.id, account]));
  return records.map((record) => ({
    ...record,
    ownerId: record.owner?.id ?? null,
    account: accounts.get(accountIdOf(record) ?? '') ?? null,
  }));
};

const shown = (record: StoredRecord, facts: ContactFacts, scope: PresentItem['scope']): PresentItem => ({
  state: 'present',
  id: record.id,
  revision: contactRevision(facts),
  fields: contactFields(facts),
  modifiedAt: record.updatedAt,
  writable: true,
  scope,
});

const unreadable = (id: string): PresentItem => ({
  state: 'present',
  id,
  revision: '',
  fields: {},
  modifiedAt: 0,
  writable: false,
  scope: 'unreadable',
});

/** Y3: a filter takes it, or it came from the mailbox, where the user tracked it. */
const itemsOf = async (
  read: StoreRead,
  { actor, account, scope }: SyncTurn,
  records: readonly StoredRecord[],
): Promise<PresentItem[]> => {
  const facts = await contactFacts(read, actor.userId, records);
  const ids = records.map(({ id }) => id);
  const linked = await read.synchronization.linksOf(scope, ids, []);
  const tracked = new Set(linked.filter(({ origin }) => origin === 'mailbox').map(({ link }) => link.crmId));
  return records.flatMap((record, index) => {
    const of = facts[index];
    if (of === undefined) return [];
    const isWanted = tracked.has(record.id) || isTaken(account.settings.filters, filterFields(of, actor.userId));
    return [shown(record, of, isWanted ? 'wanted' : 'outside')];
  });
};

/** These records as they are now: gone, there, or out of the user's sight. */
export const readContacts = async (read: StoreRead, turn: SyncTurn, ids: readonly string[]): Promise<SideItem[]> => {
  const records = (await read.records.findMany(turn.actor.userId, ids)).filter(({ type }) => type === 'contact');
  const items = new Map((await itemsOf(read, turn, records)).map((item) => [item.id, item]));
  const standing = await read.synchronization.standing(ids.filter((id) => !items.has(id)));
  return ids.map((id) => items.get(id) ?? (standing.has(id) ? unreadable(id) : { state: 'gone', id }));
};

/** All contacts that the user may read, and linked ones that they may not. */
export const allContacts = async (read: StoreRead, turn: SyncTurn): Promise<SideItem[]> => {
  const items: SideItem[] = [];
  let after: { readonly nameKey: string; readonly id: string } | null = null;
  for (;;) {
    const page: (StoredRecord & { readonly nameKey: string })[] = await read.records.list(
      turn.actor.userId,
      'contact',
      { words: [] },
      { limit: pageSize, after },
    );
    items.push(...(await itemsOf(read, turn, page)));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    after = { nameKey: last.nameKey, id: last.id };
  }
  const known = new Set(items.map(({ id }) => id));
  const links = await read.synchronization.links(turn.scope);
  const missing = links.map(({ link }) => link.crmId).filter((id) => !known.has(id));
  const rest = missing.length === 0 ? [] : await readContacts(read, turn, missing);
  return [...items, ...rest.filter(({ state }) => state === 'present')];
};
