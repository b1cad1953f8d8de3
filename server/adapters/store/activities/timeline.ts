import { sql } from 'kysely';
import { preparedIn, type Scope } from '../scope.ts';

/** A record that is there twice is left to the key of the table: that costs half of telling rows apart before. */
const insertPartyTimeline = preparedIn<{ activityId: string }>(({ db, organizationId }, value) =>
  sql`insert into timeline (organization_id, record_id, sort_at, activity_id, cause, promotion_id)
    select p.organization_id, p.record_id, a.sort_at, a.id, case when p.role = 'bcc' then 'blind' else 'party' end, ''
    from activity_party p
    join activity a on a.organization_id = p.organization_id and a.id = p.activity_id
    where p.organization_id = ${organizationId} and p.activity_id = ${value('activityId')} and p.record_id is not null
    union all
    select p.organization_id, k.to_id, a.sort_at, a.id,
      case when p.role = 'bcc' then 'blindAccount' else 'account' end, ''
    from activity_party p
    join activity a on a.organization_id = p.organization_id and a.id = p.activity_id
    join record_link k on k.organization_id = p.organization_id and k.record_id = p.record_id and k.field = 'account'
    where p.organization_id = ${organizationId} and p.activity_id = ${value('activityId')} and p.record_id is not null
    on conflict do nothing`.compile(db),
);

/**
 * P19: an activity stands on the timeline of every record matched as a party, and of that record's account.
 * Written from the parties in one statement, blind copies under a cause of their own, because few may see them (S17);
 * rows of regardings belong to their promotion and stay.
 */
export const rebuildTimeline = async (scope: Scope, activityId: string, how: 'new' | 'changed'): Promise<void> => {
  if (how === 'changed')
    await scope.db
      .deleteFrom('timeline')
      .where('organization_id', '=', scope.organizationId)
      .where('activity_id', '=', activityId)
      .where('promotion_id', '=', '')
      .execute();
  await insertPartyTimeline(scope, { activityId });
};

const insertRegardingTimeline = preparedIn<{ promotionId: string }>(({ db, organizationId }, value) =>
  sql`insert into timeline (organization_id, record_id, sort_at, activity_id, cause, promotion_id)
    select g.organization_id, g.record_id, a.sort_at, a.id, 'regarding', g.promotion_id
    from regarding g
    join activity a on a.organization_id = g.organization_id and a.id = g.activity_id
    where g.organization_id = ${organizationId} and g.promotion_id = ${value('promotionId')}
    union all
    select g.organization_id, k.to_id, a.sort_at, a.id, 'account', g.promotion_id
    from regarding g
    join activity a on a.organization_id = g.organization_id and a.id = g.activity_id
    join record_link k on k.organization_id = g.organization_id and k.record_id = g.record_id and k.field = 'account'
    where g.organization_id = ${organizationId} and g.promotion_id = ${value('promotionId')}
    on conflict do nothing`.compile(db),
);

/** What a promotion regards stands on that record's timeline, and on its account's. */
export const writeRegardingTimeline = async (scope: Scope, promotionId: string): Promise<void> => {
  await insertRegardingTimeline(scope, { promotionId });
};

export const removeRegardingTimeline = async (scope: Scope, promotionId: string, activityId: string): Promise<void> => {
  await scope.db
    .deleteFrom('timeline')
    .where('organization_id', '=', scope.organizationId)
    .where('activity_id', '=', activityId)
    .where('promotion_id', '=', promotionId)
    .execute();
};

/** P19: what stands on a record's timeline stands on its account's; written anew when the record moves to another. */
export const moveAccountTimeline = async (scope: Scope, recordId: string): Promise<void> => {
  const { db, organizationId } = scope;
  const touched = sql`select distinct activity_id from timeline
    where organization_id = ${organizationId} and record_id = ${recordId}
      and cause in ('party', 'regarding', 'blind')`;
  await sql`delete from timeline where organization_id = ${organizationId} and cause in ('account', 'blindAccount')
    and activity_id in (${touched})`.execute(db);
  await sql`insert into timeline (organization_id, record_id, sort_at, activity_id, cause, promotion_id)
    select distinct t.organization_id, k.to_id, t.sort_at, t.activity_id,
      case when t.cause = 'blind' then 'blindAccount' else 'account' end, t.promotion_id
    from timeline t
    join record_link k on k.organization_id = t.organization_id and k.record_id = t.record_id and k.field = 'account'
    where t.organization_id = ${organizationId} and t.cause in ('party', 'regarding', 'blind')
      and t.activity_id in (${touched})`.execute(db);
};
