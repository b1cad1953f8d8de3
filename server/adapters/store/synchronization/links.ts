import type { Side, SyncFields, SyncLink } from '#shared/sync/item.ts';
import type { OpenConflict } from '#shared/sync/merge.ts';
import type { Answers } from '#shared/sync/plan-input.ts';
import { sql } from 'kysely';
import type { StoredLink, SyncScope, SyncStoreWrite } from '../../../ports/sync-store.ts';
import { isAnyOf, type Scope } from '../scope.ts';
import type { SyncLinkTable } from './schema.ts';

type LinkStore = Pick<
  SyncStoreWrite,
  | 'countLinks'
  | 'links'
  | 'linksOf'
  | 'findLink'
  | 'unfinished'
  | 'apart'
  | 'allApart'
  | 'putLink'
  | 'setLinkState'
  | 'dropLink'
  | 'inConflict'
  | 'answer'
  | 'setApart'
>;

const presentLink = (row: SyncLinkTable): StoredLink => ({
  link: {
    id: row.id,
    crmId: row.crm_id,
    crmRevision: row.crm_revision,
    mailboxId: row.mailbox_id,
    mailboxRevision: row.mailbox_revision,
    base: JSON.parse(row.base) as SyncFields,
    unsettled: JSON.parse(row.unsettled) as string[],
    state: row.state as SyncLink['state'],
  },
  origin: row.origin as Side,
  open: JSON.parse(row.open) as OpenConflict[],
  answers: JSON.parse(row.answers) as Answers,
});

const linkRow = ({ link, origin, open, answers }: StoredLink) => ({
  crm_id: link.crmId,
  crm_revision: link.crmRevision,
  mailbox_id: link.mailboxId,
  mailbox_revision: link.mailboxRevision,
  base: JSON.stringify(link.base),
  unsettled: JSON.stringify(link.unsettled),
  state: link.state,
  origin,
  open: JSON.stringify(open),
  answers: JSON.stringify(answers),
});

/** Which record and which item are one thing, and which were set apart (Y7, I6). */
export const syncLinks = (scope: Scope): LinkStore => {
  const { db, organizationId: org } = scope;
  const own = ({ accountId, kind }: SyncScope) => ({ organization_id: org, account_id: accountId, kind });
  const rows = ({ accountId, kind }: SyncScope) =>
    db
      .selectFrom('sync_link')
      .selectAll()
      .where('organization_id', '=', org)
      .where('account_id', '=', accountId)
      .where('kind', '=', kind);
  const one = ({ accountId, kind }: SyncScope, linkId: string) =>
    db
      .updateTable('sync_link')
      .where('organization_id', '=', org)
      .where('account_id', '=', accountId)
      .where('kind', '=', kind)
      .where('id', '=', linkId);
  return {
    countLinks: async ({ accountId, kind }) => {
      const { rows: counted } = await sql<{ count: number }>`select count(*) as count from sync_link
        where organization_id = ${org} and account_id = ${accountId} and kind = ${kind}`.execute(db);
      return counted[0]?.count ?? 0;
    },
    links: async (of) => (await rows(of).orderBy('id').execute()).map(presentLink),
    linksOf: async (of, crmIds, mailboxIds) => {
      if (crmIds.length + mailboxIds.length === 0) return [];
      const found = await rows(of)
        .where((where) => where.or([isAnyOf(scope, 'crm_id', crmIds), isAnyOf(scope, 'mailbox_id', mailboxIds)]))
        .orderBy('id')
        .execute();
      return found.map(presentLink);
    },
    findLink: async (of, linkId) => {
      const row = await rows(of).where('id', '=', linkId).executeTakeFirst();
      return row === undefined ? null : presentLink(row);
    },
    unfinished: async (of) => {
      // Written out, and in the order of the index of those few: else every link is read.
      const begun = rows(of).where(sql<boolean>`state in ('removing', 'rewriting')`);
      return (await begun.orderBy('crm_id').execute()).map(presentLink);
    },
    inConflict: async (of, limit) => {
      const open = rows(of)
        .where(sql<boolean>`open <> '[]'`)
        .orderBy('crm_id');
      return (await (limit === null ? open : open.limit(limit)).execute()).map(presentLink);
    },
    answer: async (of, linkId, answers) => {
      await one(of, linkId)
        .set({ answers: JSON.stringify(answers) })
        .execute();
    },
    apart: async ({ accountId, kind }, side, ids) => {
      if (ids.length === 0) return new Set();
      const found = await db
        .selectFrom('sync_apart')
        .select('item_id')
        .where('organization_id', '=', org)
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .where('side', '=', side)
        .where(isAnyOf(scope, 'item_id', ids))
        .execute();
      return new Set(found.map((row) => row.item_id));
    },
    allApart: async ({ accountId, kind }) => {
      const found = await db
        .selectFrom('sync_apart')
        .select(['side', 'item_id'])
        .where('organization_id', '=', org)
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .execute();
      const of = (side: Side) => found.filter((row) => row.side === side).map((row) => row.item_id);
      return { crm: of('crm'), mailbox: of('mailbox') };
    },
    putLink: async (of, stored) => {
      const row = linkRow(stored);
      await db
        .insertInto('sync_link')
        .values({ ...own(of), id: stored.link.id, ...row })
        .onConflict((on) => on.columns(['organization_id', 'account_id', 'kind', 'id']).doUpdateSet(row))
        .execute();
    },
    setLinkState: async (of, linkId, state) =>
      (await one(of, linkId).set({ state }).returning('id').executeTakeFirst()) !== undefined,
    dropLink: async ({ accountId, kind }, linkId) => {
      await db
        .deleteFrom('sync_link')
        .where('organization_id', '=', org)
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .where('id', '=', linkId)
        .execute();
    },
    setApart: async (of, ids) => {
      await db
        .insertInto('sync_apart')
        .values((['crm', 'mailbox'] as const).map((side) => ({ ...own(of), side, item_id: ids[side] })))
        .onConflict((on) => on.doNothing())
        .execute();
    },
  };
};
