import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { OutboxStoreRead, OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import { isAnyOf, type Scope } from '../scope.ts';

/** Reports on mail of ours, and the addresses that they marked. */
export const bounceReads = (scope: Scope): Pick<OutboxStoreRead, 'bouncing' | 'bounceReports'> => ({
  bouncing: async (addressKeys) => {
    const rows = await scope.db
      .selectFrom('bouncing_address')
      .selectAll()
      .where('organization_id', '=', scope.organizationId)
      .where(isAnyOf(scope, 'address_key', addressKeys))
      .execute();
    return rows.map((row) => ({
      addressKey: row.address_key,
      since: row.since as Instant,
      statusCode: row.status_code,
    }));
  },
  bounceReports: async (emailId) => {
    const rows = await scope.db
      .selectFrom('bounce_report')
      .selectAll()
      .where('organization_id', '=', scope.organizationId)
      .where('email_id', '=', emailId)
      .orderBy('number')
      .execute();
    return rows.map((row) => ({
      address: row.address,
      at: row.reported_at as Instant,
      statusCode: row.status_code,
      hard: row.hard === 1,
      answer: row.answer,
    }));
  },
});

export const bounceWrites = ({
  db,
  organizationId,
}: Scope): Pick<OutboxStoreWrite, 'markBouncing' | 'clearBouncing' | 'addBounceReport'> => ({
  markBouncing: async ({ addressKey, since, statusCode, emailId }) => {
    await db
      .insertInto('bouncing_address')
      .values({
        organization_id: organizationId,
        address_key: addressKey,
        since,
        status_code: statusCode,
        email_id: emailId,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'address_key']).doNothing())
      .execute();
  },
  clearBouncing: async (addressKey) => {
    const gone = await db
      .deleteFrom('bouncing_address')
      .where('organization_id', '=', organizationId)
      .where('address_key', '=', addressKey)
      .returning('address_key')
      .executeTakeFirst();
    return gone !== undefined;
  },
  // The caller holds the mail, so that two reports take two numbers.
  addBounceReport: async (emailId, { address, at, statusCode, hard, answer }) => {
    await sql`insert into bounce_report
        (organization_id, email_id, number, reported_at, address, status_code, hard, answer)
      select ${organizationId}, ${emailId}, count(*) + 1, ${at}, ${address}, ${statusCode}, ${hard ? 1 : 0}, ${answer}
      from bounce_report where organization_id = ${organizationId} and email_id = ${emailId}`.execute(db);
  },
});
