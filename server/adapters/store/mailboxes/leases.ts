import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { MailboxDirectory, MailboxStoreWrite } from '../../../ports/mailbox-store.ts';
import type { Database } from '../database.ts';
import { preparedIn, type TimedScope } from '../scope.ts';

interface Holding {
  readonly mailboxId: string;
  readonly owner: string;
}

const holdAt = preparedIn<Holding & { cursor: string }, { id: string }>(({ db, organizationId }, value) =>
  db
    .updateTable('mailbox')
    .set({ cursor: value('cursor') })
    .where('organization_id', '=', organizationId)
    .where('id', '=', value('mailboxId'))
    .where('lease_owner', '=', value('owner'))
    .returning('id')
    .compile(),
);

/** Writes what stands there, so that the row is locked until the commit. */
const holdStill = preparedIn<Holding, { id: string }>(({ db, organizationId }, value) =>
  db
    .updateTable('mailbox')
    .set((set) => ({ cursor: set.ref('cursor') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', value('mailboxId'))
    .where('lease_owner', '=', value('owner'))
    .returning('id')
    .compile(),
);

/**
 * Who polls which mailbox: by the clock of the database, so that processes agree. A negative moment says that news came
 * while it was being read: whoever reads it may have passed the place, so it is due again as soon as the lease ends.
 */
export const mailboxLeases = (
  scope: TimedScope,
): Pick<
  MailboxStoreWrite,
  'claim' | 'renew' | 'release' | 'hold' | 'schedule' | 'hurry' | 'hurryWaiting' | 'hurryAll' | 'leasedElsewhere'
> => {
  const { db, organizationId: org, now } = scope;
  const held = (owner: string, mailboxId: string) =>
    db
      .updateTable('mailbox')
      .where('organization_id', '=', org)
      .where('id', '=', mailboxId)
      .where('lease_owner', '=', owner);
  return {
    claim: async ({ owner, leaseMs, most }) => {
      const passBy = scope.engine === 'postgres' ? sql`for update skip locked` : sql``;
      const rows = await sql<{ id: string; unclean: number }>`
        with due as materialized (
          select m.id from mailbox m
          where m.organization_id = ${org} and m.next_poll_at is not null and m.next_poll_at <= ${now}
            and (m.lease_until is null or m.lease_until <= ${now})
          order by m.next_poll_at, m.id limit ${most} ${passBy})
        update mailbox set unclean = case when lease_owner is null then 0 else 1 end,
          lease_owner = ${owner}, lease_until = ${now} + ${sql.lit(leaseMs)}, next_poll_at = abs(next_poll_at)
        where organization_id = ${org} and id in (select id from due)
        returning id, unclean`.execute(db);
      return rows.rows.map(({ id, unclean }) => ({ mailboxId: id, unclean: unclean === 1 }));
    },
    renew: async (owner, leaseMs) => {
      await sql`update mailbox set lease_until = ${now} + ${sql.lit(leaseMs)}
        where organization_id = ${org} and lease_owner = ${owner} and lease_until > ${now}`.execute(db);
    },
    release: async ({ mailboxId, owner }, nextPollInMs) => {
      await held(owner, mailboxId)
        .set({
          lease_owner: null,
          lease_until: null,
          next_poll_at:
            nextPollInMs === null
              ? null
              : sql<number>`case when next_poll_at < 0 then ${now} when next_poll_at is null then null
                  else ${now} + ${sql.lit(nextPollInMs)} end`,
        })
        .execute();
    },
    hold: async ({ mailboxId, owner }, cursor) => {
      const place = { mailboxId, owner };
      const rows = await (cursor === null ? holdStill(scope, place) : holdAt(scope, { ...place, cursor }));
      return rows.length > 0;
    },
    schedule: async (mailboxId, due) => {
      await db
        .updateTable('mailbox')
        .set(due ? { next_poll_at: now } : { next_poll_at: null, lease_owner: null, lease_until: null })
        .where('organization_id', '=', org)
        .where('id', '=', mailboxId)
        .execute();
    },
    hurry: async (mailboxId) => {
      await db
        .updateTable('mailbox')
        .set({ next_poll_at: sql<number>`case when lease_owner is null then ${now} else -(${now}) end` })
        .where('organization_id', '=', org)
        .where('id', '=', mailboxId)
        .where('next_poll_at', 'is not', null)
        .execute();
    },
    hurryWaiting: async () => {
      await sql`update mailbox set next_poll_at = ${now}
        where organization_id = ${org} and next_poll_at > ${now} and lease_owner is null`.execute(db);
    },
    hurryAll: async () => {
      await db
        .updateTable('mailbox')
        .set({ next_poll_at: now })
        .where('organization_id', '=', org)
        .where('approved', '=', 1)
        .where('enabled', '=', 1)
        .execute();
    },
    leasedElsewhere: async (owner) => {
      const rows = await sql<{ count: number }>`select count(*) as count from mailbox
        where organization_id = ${org} and next_poll_at is not null and lease_owner is not null
          and lease_owner <> ${owner} and lease_until > ${now}`.execute(db);
      return rows.rows[0]?.count ?? 0;
    },
  };
};

/** Above organizations: which of them have mailboxes to poll. */
export const mailboxDirectory = (db: Kysely<Database>, now: () => RawBuilder<number>): MailboxDirectory => ({
  organizationsDue: async () => {
    const rows = await sql<{ id: string }>`select m.organization_id as id from mailbox m
      where m.next_poll_at is not null and m.next_poll_at <= ${now()}
        and (m.lease_until is null or m.lease_until <= ${now()})
      group by m.organization_id order by min(m.next_poll_at), m.organization_id`.execute(db);
    return rows.rows.map(({ id }) => id);
  },
});
