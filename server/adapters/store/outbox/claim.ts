import { sql } from 'kysely';
import type { Claim, ClaimedEmail } from '../../../ports/outbox-store.ts';
import { isKeyAmong, preparedIn, preparedNow, type TimedScope } from '../scope.ts';

interface ClaimedRow {
  id: string;
  fence: number;
  return_path: string | null;
  from_address: string;
  delivery_notification: number;
}

/** S9: what is written for a campaign that pauses stays where it is until that goes on. */
const ofPausedCampaign = ({ organizationId }: TimedScope) => sql`exists (
  select 1 from campaign_member m join quick_campaign c on c.organization_id = m.organization_id and c.id = m.campaign_id
  where m.organization_id = ${organizationId} and m.email_id = q.id and c.state = 'paused')`;

/**
 * Due mail of one sender, oldest first. Where the engine has many writers, rows that another takes are passed by. What is
 * taken is settled once, before anything changes: PostgreSQL may otherwise choose again for each row it looks at, and
 * take more than was asked for.
 */
const takeEmails = preparedNow<Claim, ClaimedRow>((scope, value) => {
  const passBy = scope.engine === 'postgres' ? sql`for update skip locked` : sql``;
  return sql<ClaimedRow>`
    with due as materialized (
      select q.id from outbound_email q
      where q.organization_id = ${scope.organizationId} and q.lane = ${value('lane')}
        and q.principal_id = ${value('principalId')} and q.due_at is not null and q.due_at <= ${scope.now}
        and not (q.lane = 'campaign' and ${ofPausedCampaign(scope)})
      order by q.due_at, q.id limit ${value('most')} ${passBy})
    update outbound_email set fence = fence + 1, lease_owner = ${value('owner')},
      lease_until = ${scope.now} + cast(${value('leaseMs')} as bigint), marked = 0, due_at = null,
      attempt_started_at = ${scope.now}, status = 'sending', version = version + 1
    where organization_id = ${scope.organizationId} and id in (select id from due)
    returning id, fence, return_path, from_address, delivery_notification`.compile(scope.db);
});

interface TakenRecipient {
  email_id: string;
  position: number;
  address: string;
}

/** By their mails: a state that stands behind `coalesce` has no engine walk along all that wait instead. */
const takeRecipients = preparedNow<{ ids: readonly string[] }, TakenRecipient>((scope, value) =>
  sql<TakenRecipient>`update outbound_recipient set state = 'sending', due_at = null, marked = 0
    where organization_id = ${scope.organizationId} and ${isKeyAmong(scope, 'email_id', value('ids'))}
      and coalesce(state, '') in ('queued', 'deferred') and due_at <= ${scope.now}
    returning email_id, position, address`.compile(scope.db),
);

interface Source {
  id: string;
  sha256: string;
  size_bytes: number;
}

const sourcesOf = preparedIn<{ ids: readonly string[] }, Source>((scope, value) =>
  sql<Source>`select a.id, a.source_sha256 as sha256, coalesce(c.size_bytes, 0) as size_bytes
    from activity a left join content c on c.organization_id = a.organization_id and c.sha256 = a.source_sha256
    where a.organization_id = ${scope.organizationId} and a.source_sha256 is not null
      and ${isKeyAmong(scope, 'a.id', value('ids'))}`.compile(scope.db),
);

/** Takes mail in hand under a lease; each claim of a mail has a higher fencing number than the one before. */
export const claimEmails = async (scope: TimedScope, claim: Claim): Promise<ClaimedEmail[]> => {
  const rows = await takeEmails(scope, claim);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id).sort();
  const [recipients, found] = await Promise.all([takeRecipients(scope, { ids }), sourcesOf(scope, { ids })]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const sources = new Map(found.map((source) => [source.id, source]));
  const addressed = new Map<string, ClaimedEmail['recipients'][number][]>(ids.map((id) => [id, []]));
  for (const { email_id: id, position, address } of recipients.sort((a, b) => a.position - b.position))
    addressed.get(id)?.push({ position, address });
  return ids.flatMap((id) => {
    const [row, source] = [byId.get(id), sources.get(id)];
    if (row === undefined || source === undefined) return [];
    return [
      {
        id,
        fence: row.fence,
        sha256: source.sha256,
        sizeBytes: source.size_bytes,
        returnPath: row.return_path,
        fromAddress: row.from_address,
        deliveryNotification: row.delivery_notification === 1,
        recipients: addressed.get(id) ?? [],
      },
    ];
  });
};
