import { type RawBuilder, sql } from 'kysely';
import { CorrelationMethod } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { CorrelationStoreWrite, ProposedCorrelation } from '../../../ports/correlation-store.ts';
import { type Scope, visibleActivity } from '../scope.ts';

interface ProposalRow {
  activity_id: string;
  method: string;
  correlated_id: string;
  evidence: string;
  proposed_at: number;
}

const present = (row: ProposalRow): ProposedCorrelation => ({
  activityId: row.activity_id,
  method: CorrelationMethod.parse(row.method),
  correlatedId: row.correlated_id,
  evidence: row.evidence,
  proposedAt: row.proposed_at as Instant,
});

const unconfirmed: ReadonlySet<string> = new Set(['tokenUnconfirmed', 'correlationUnconfirmed']);

/** Proposed correlations: rows exist only while nobody has decided. */
export const correlationStore = (scope: Scope): CorrelationStoreWrite => {
  const { db, organizationId: org } = scope;
  const select = async (readerId: string, where: RawBuilder<unknown>, limit: number) => {
    const { rows } = await sql<ProposalRow>`select c.activity_id, c.method, c.correlated_id, c.evidence, c.proposed_at
      from proposed_correlation c
      join activity a on a.organization_id = c.organization_id and a.id = c.activity_id
      join activity f on f.organization_id = c.organization_id and f.id = c.correlated_id
      where c.organization_id = ${org} and a.deleted_at is null and f.deleted_at is null and ${where}
        and ${visibleActivity(scope, readerId, 'a.id')} and ${visibleActivity(scope, readerId, 'f.id')}
      order by c.proposed_at desc, c.activity_id desc limit ${limit}`.execute(db);
    return rows.map(present);
  };
  const settleRow = async (proposal: ProposedCorrelation, verdict: 'confirmed' | 'dismissed', at: Instant) => {
    const own = await db
      .selectFrom('activity')
      .select(['flags', 'thread_id'])
      .where('organization_id', '=', org)
      .where('id', '=', proposal.activityId)
      .executeTakeFirstOrThrow();
    const flags = (JSON.parse(own.flags) as string[]).filter((flag) => !unconfirmed.has(flag));
    const { method, evidence, correlatedId, activityId } = proposal;
    await db
      .updateTable('activity')
      .set((set) => ({
        flags: JSON.stringify(flags),
        updated_at: at,
        version: set('version', '+', 1),
        ...(verdict === 'confirmed'
          ? { correlation: JSON.stringify({ method, activityId: correlatedId, evidence }), correlated_id: correlatedId }
          : {}),
      }))
      .where('organization_id', '=', org)
      .where('id', '=', activityId)
      .execute();
    return own.thread_id;
  };
  return {
    proposals: (readerId, { limit, after }) =>
      select(
        readerId,
        after === null
          ? sql`1 = 1`
          : sql`(c.proposed_at < ${after.sortAt} or (c.proposed_at = ${after.sortAt} and c.activity_id < ${after.id}))`,
        limit,
      ),
    proposal: async (readerId, activityId) =>
      (await select(readerId, sql`c.activity_id = ${activityId}`, 1))[0] ?? null,
    propose: async (activityId, { method, evidence, activity }, at) => {
      await db
        .insertInto('proposed_correlation')
        .values({
          organization_id: org,
          activity_id: activityId,
          method,
          correlated_id: activity.id,
          evidence,
          proposed_at: at,
        })
        .execute();
    },
    settle: async (proposal, verdict, at) => {
      const before = await settleRow(proposal, verdict, at);
      if (verdict === 'confirmed') {
        const joined = sql`(select f.thread_id from activity f
          where f.organization_id = ${org} and f.id = ${proposal.correlatedId})`;
        await sql`insert into thread_veto (organization_id, thread_id, user_id, set_by, set_at)
          select v.organization_id, ${joined}, v.user_id, v.set_by, v.set_at from thread_veto v
          where v.organization_id = ${org} and v.thread_id = ${before} on conflict do nothing`.execute(db);
        await sql`update activity set thread_id = ${joined}
          where organization_id = ${org} and thread_id = ${before}`.execute(db);
      }
      await db
        .deleteFrom('proposed_correlation')
        .where('organization_id', '=', org)
        .where('activity_id', '=', proposal.activityId)
        .execute();
    },
  };
};
