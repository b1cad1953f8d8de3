import { sql } from 'kysely';
import type { ActivityStoreWrite } from '../../../ports/activity-store.ts';
import type { Scope } from '../scope.ts';

type Choice = Parameters<ActivityStoreWrite['settleParty']>[1];

/** Where all matches of a recipient became parties (R4), a choice leaves one of them in each role. */
const mergeMatches = async ({ db, organizationId }: Scope, activityId: string, key: string): Promise<void> => {
  const mine = sql`organization_id = ${organizationId} and activity_id = ${activityId} and address_key = ${key}`;
  await sql`delete from activity_party where ${mine}
    and position not in (select min(position) from activity_party where ${mine} group by role)`.execute(db);
};

/** Writes a person's choice, or takes it back; the candidates stay, so that it can be made anew. */
export const settleParty = async (scope: Scope, activityId: string, choice: Choice): Promise<number> => {
  const { addressKey, recordId, settledBy } = choice;
  await mergeMatches(scope, activityId, addressKey);
  const mine = sql`organization_id = ${scope.organizationId} and activity_id = ${activityId}
    and address_key = ${addressKey}`;
  const changed =
    recordId === null
      ? await sql`update activity_party set record_id = null,
          resolution = case when candidates is null then 'unresolved' else 'ambiguous' end,
          settled_by = case when settled_by is null and resolution = 'resolved' then ${settledBy} else null end
        where ${mine} returning position`.execute(scope.db)
      : await sql`update activity_party set record_id = ${recordId}, resolution = 'resolved', settled_by = ${settledBy}
        where ${mine} returning position`.execute(scope.db);
  return changed.rows.length;
};
