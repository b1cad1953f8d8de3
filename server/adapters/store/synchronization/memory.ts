import type { Instant } from '#shared/model/instant.ts';
import type { CycleState } from '#shared/sync/cycle-ports.ts';
import { firstCycle } from '#shared/sync/cycle-ports.ts';
import type { Side, SyncKind, SyncValue } from '#shared/sync/item.ts';
import type { StoredStop, SyncScope, SyncStoreWrite } from '../../../ports/sync-store.ts';
import { isAnyOf, type Scope } from '../scope.ts';

type MemoryStore = Pick<
  SyncStoreWrite,
  | 'cycle'
  | 'saveCycle'
  | 'lost'
  | 'failures'
  | 'happenings'
  | 'standing'
  | 'remember'
  | 'forgetLost'
  | 'noteFailure'
  | 'clearFailure'
  | 'noteHappenings'
  | 'forget'
>;

const readable = (id: string): string | null => (id === '' ? null : id);

/** One that was kept by an earlier release names nothing that would be removed. */
const stopOf = (text: string): StoredStop =>
  ({ removes: [], ...(JSON.parse(text) as Partial<StoredStop>) }) as StoredStop;

const cycles = ({ db, organizationId: org }: Scope): Pick<MemoryStore, 'cycle' | 'saveCycle'> => ({
  cycle: async ({ accountId, kind }) => {
    const row = await db
      .selectFrom('sync_cycle')
      .selectAll()
      .where('organization_id', '=', org)
      .where('account_id', '=', accountId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    if (row === undefined) return { state: firstCycle, stop: null, confirmed: false };
    return {
      state: JSON.parse(row.state) as CycleState,
      stop: row.stop === null ? null : stopOf(row.stop),
      confirmed: row.confirmed === 1,
    };
  },
  saveCycle: async ({ accountId, kind }, { state, stop, confirmed }) => {
    const row = {
      state: JSON.stringify(state),
      stop: stop === null ? null : JSON.stringify(stop),
      confirmed: confirmed ? 1 : 0,
    };
    await db
      .insertInto('sync_cycle')
      .values({ organization_id: org, account_id: accountId, kind, ...row })
      .onConflict((on) => on.columns(['organization_id', 'account_id', 'kind']).doUpdateSet(row))
      .execute();
  },
});

const failureNotes = ({ db, organizationId: org }: Scope): Pick<MemoryStore, 'noteFailure' | 'clearFailure'> => ({
  noteFailure: async ({ accountId, kind }, { crmId, mailboxId, words }, at) => {
    await db
      .insertInto('sync_failure')
      .values({
        organization_id: org,
        account_id: accountId,
        kind,
        crm_id: crmId ?? '',
        mailbox_id: mailboxId ?? '',
        words,
        first_at: at,
        last_at: at,
        tries: 1,
      })
      .onConflict((on) =>
        on
          .columns(['organization_id', 'account_id', 'kind', 'crm_id', 'mailbox_id'])
          .doUpdateSet((set) => ({ words, last_at: at, tries: set('sync_failure.tries', '+', 1) })),
      )
      .execute();
  },
  clearFailure: async ({ accountId, kind }, { crmId, mailboxId }) => {
    const named = [
      ...(crmId === null ? [] : [['crm_id', crmId] as const]),
      ...(mailboxId === null ? [] : [['mailbox_id', mailboxId] as const]),
    ];
    for (const [column, id] of named)
      await db
        .deleteFrom('sync_failure')
        .where('organization_id', '=', org)
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .where(column, '=', id)
        .execute();
  },
});

const lists = ({ db, organizationId: org }: Scope): Pick<MemoryStore, 'lost' | 'failures' | 'happenings'> => ({
  lost: async (accountId, limit) => {
    const rows = await db
      .selectFrom('sync_lost')
      .selectAll()
      .where('organization_id', '=', org)
      .where('account_id', '=', accountId)
      .orderBy('at', 'desc')
      .orderBy('crm_id')
      .orderBy('field')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      kind: row.kind as SyncKind,
      crmId: row.crm_id,
      field: row.field,
      side: row.side as Side,
      value: JSON.parse(row.value) as SyncValue,
      at: row.at as Instant,
    }));
  },
  failures: async (accountId, limit) => {
    const rows = await db
      .selectFrom('sync_failure')
      .selectAll()
      .where('organization_id', '=', org)
      .where('account_id', '=', accountId)
      .orderBy('last_at', 'desc')
      .orderBy('crm_id')
      .orderBy('mailbox_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      kind: row.kind as SyncKind,
      crmId: readable(row.crm_id),
      mailboxId: readable(row.mailbox_id),
      words: row.words,
      firstAt: row.first_at as Instant,
      lastAt: row.last_at as Instant,
      tries: row.tries,
    }));
  },
  happenings: async (accountId, limit) => {
    const rows = await db
      .selectFrom('sync_happening')
      .selectAll()
      .where('organization_id', '=', org)
      .where('account_id', '=', accountId)
      .orderBy('at', 'desc')
      .orderBy('kind')
      .orderBy('crm_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      kind: row.kind as SyncKind,
      at: row.at as Instant,
      what: row.what,
      crmId: row.crm_id,
    }));
  },
});

/** Where cycles stopped, what gave way, what failed and what was done (Y5, Y8, Y10). */
export const syncMemory = (scope: Scope): MemoryStore => {
  const { db, organizationId: org } = scope;
  const own = ({ accountId, kind }: SyncScope) => ({ organization_id: org, account_id: accountId, kind });
  return {
    ...cycles(scope),
    ...failureNotes(scope),
    ...lists(scope),
    standing: async (recordIds) => {
      const rows = await db
        .selectFrom('record')
        .select('id')
        .where('organization_id', '=', org)
        .where('deleted_at', 'is', null)
        .where(isAnyOf(scope, 'id', recordIds))
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    remember: async (of, crmId, lost, at) => {
      if (lost.length === 0) return;
      await db
        .insertInto('sync_lost')
        .values(
          lost.map(({ field, side, value }) => ({
            ...own(of),
            crm_id: crmId,
            field,
            side,
            value: JSON.stringify(value),
            at,
          })),
        )
        .execute();
    },
    forgetLost: async (of, { crmId, field, side, at }) => {
      const { organization_id, account_id, kind } = own(of);
      const forgotten = await db
        .deleteFrom('sync_lost')
        .where('organization_id', '=', organization_id)
        .where('account_id', '=', account_id)
        .where('kind', '=', kind)
        .where('crm_id', '=', crmId)
        .where('field', '=', field)
        .where('side', '=', side)
        .where('at', '=', at)
        .returning('crm_id')
        .execute();
      return forgotten.length > 0;
    },
    noteHappenings: async (happenings) => {
      if (happenings.length === 0) return;
      await db
        .insertInto('sync_happening')
        .values(
          happenings.map(({ accountId, kind, at, what, crmId }) => ({
            ...own({ accountId, kind }),
            at,
            what,
            crm_id: crmId,
          })),
        )
        .execute();
    },
    forget: async (before) => {
      for (const [table, column] of [
        ['sync_lost', 'at'],
        ['sync_happening', 'at'],
        ['sync_failure', 'last_at'],
      ] as const)
        await db.deleteFrom(table).where('organization_id', '=', org).where(column, '<', before).execute();
    },
  };
};
