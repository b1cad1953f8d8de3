import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { OutcomeFilter, OutcomeStoreWrite, StoredOutcome } from '../../../ports/outcome-store.ts';
import type { OutcomeTable } from '../activities/schema.ts';
import { contains } from '../contains.ts';
import type { Scope } from '../scope.ts';

const presentOutcome = (row: OutcomeTable): StoredOutcome => ({
  id: row.id,
  code: row.code,
  sentence: row.sentence,
  evidence: JSON.parse(row.evidence) as unknown,
  userId: row.user_id,
  mailbox: row.mailbox,
  activityId: row.activity_id,
  holdId: row.hold_id,
  at: row.decided_at as Instant,
  sender: row.sender,
  subject: row.subject,
});

const standsIn = ({ words, readerId }: OutcomeFilter['text'] & object) => {
  const asked = words.toLowerCase();
  const [mailbox, sender, subject] = ['mailbox', 'sender', 'subject'].map((column) =>
    contains(sql`lower(${sql.ref(column)})`, asked),
  );
  return sql<boolean>`(${mailbox} or (user_id = ${readerId} and (${sender} or ${subject})))`;
};

export const outcomeStore = ({ db, organizationId }: Scope): OutcomeStoreWrite => {
  const filtered = (filter: OutcomeFilter) => {
    let query = db.selectFrom('outcome').where('organization_id', '=', organizationId);
    if (filter.userId !== null) query = query.where('user_id', '=', filter.userId);
    if (filter.codes !== undefined)
      query = filter.codes.length === 0 ? query.where(sql<boolean>`1 = 0`) : query.where('code', 'in', filter.codes);
    if (filter.text !== undefined) query = query.where(standsIn(filter.text));
    if (filter.mailbox !== undefined) query = query.where('mailbox', '=', filter.mailbox);
    if (filter.since !== undefined) query = query.where('decided_at', '>=', filter.since);
    if (filter.until !== undefined) query = query.where('decided_at', '<', filter.until);
    return query;
  };
  return {
    find: async (outcomeId) => {
      const row = await filtered({ userId: null }).selectAll().where('id', '=', outcomeId).executeTakeFirst();
      return row === undefined ? null : presentOutcome(row);
    },
    list: async (filter, { limit, after }) => {
      let query = filtered(filter).selectAll().orderBy('decided_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (after !== null)
        query = query.where((where) =>
          where.or([
            where('decided_at', '<', after.sortAt),
            where.and([where('decided_at', '=', after.sortAt), where('id', '<', after.id)]),
          ]),
        );
      return (await query.execute()).map(presentOutcome);
    },
    counts: async (filter) =>
      filtered(filter)
        .select(['code', (select) => select.fn.countAll<number>().as('count')])
        .groupBy('code')
        .orderBy('code')
        .execute(),
    automaticSince: async (authorHash, since) => {
      const row = await db
        .selectFrom('automatic_arrival')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('organization_id', '=', organizationId)
        .where('author_hash', '=', authorHash)
        .where('arrived_at', '>', since)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    noteAutomatic: async ({ id, authorHash, at }) => {
      await db
        .insertInto('automatic_arrival')
        .values({ organization_id: organizationId, id, author_hash: authorHash, arrived_at: at })
        .execute();
    },
    forgetDetails: async (before) => {
      await db
        .updateTable('outcome')
        .set({ sender: null, subject: null })
        .where('organization_id', '=', organizationId)
        .where('decided_at', '<', before)
        .where((where) => where.or([where('sender', 'is not', null), where('subject', 'is not', null)]))
        .execute();
    },
    removeBefore: async (before) => {
      const gone = await db
        .deleteFrom('outcome')
        .where('organization_id', '=', organizationId)
        .where('decided_at', '<', before)
        .returning(sql<number>`1`.as('one'))
        .execute();
      return gone.length;
    },
    forgetAutomatic: async (before) => {
      await db
        .deleteFrom('automatic_arrival')
        .where('organization_id', '=', organizationId)
        .where('arrived_at', '<', before)
        .execute();
    },
  };
};
