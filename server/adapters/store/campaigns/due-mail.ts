import { type Selectable, sql } from 'kysely';
import type { DueMail } from '../../../ports/campaign-store.ts';
import { preparedNow, type TimedScope } from '../scope.ts';
import { presentMember } from './present.ts';
import type { CampaignMemberTable } from './schema.ts';

type DueRow = Selectable<CampaignMemberTable> & { readonly owner_id: string };

/** In the order of the claim, and where the engine has many writers, passing by what another claims. */
const due = preparedNow<{ principalId: string; most: number }, DueRow>((scope, value) => {
  const passBy = scope.engine === 'postgres' ? sql`for update of q skip locked` : sql``;
  return sql<DueRow>`select m.*, c.owner_id from outbound_email q
    join campaign_member m on m.organization_id = q.organization_id and m.email_id = q.id
    join quick_campaign c on c.organization_id = m.organization_id and c.id = m.campaign_id and c.state <> 'paused'
    where q.organization_id = ${scope.organizationId} and q.lane = 'campaign'
      and q.principal_id = ${value('principalId')} and q.due_at is not null and q.due_at <= ${scope.now}
    order by q.due_at, q.id limit ${value('most')} ${passBy}`.compile(scope.db);
});

/** The members whose written mail leaves next, of one sender. */
export const mailDue = async (scope: TimedScope, principalId: string, most: number): Promise<DueMail[]> =>
  (await due(scope, { principalId, most })).map((row) => ({
    campaignId: row.campaign_id,
    ownerId: row.owner_id,
    member: presentMember(row),
  }));
