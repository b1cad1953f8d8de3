import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { StoredAccess } from '../../../ports/system-store.ts';
import { type Place, prepared } from '../prepared.ts';
import { type MembershipRow, presentMembership } from './present-membership.ts';

interface AccessRow {
  readonly login_id: string;
  readonly email: string;
  readonly device_id: string | null;
  readonly last_seen: number | null;
  readonly organization_id: string | null;
  readonly scope: string | null;
  readonly name_key: string | null;
}
type Row = AccessRow & { readonly [Column in keyof MembershipRow]: MembershipRow[Column] | null };

/** Token, login, device and memberships at once: every request begins with it. A row for each membership, or one. */
const accessWithMemberships = prepared<{ tokenHash: string; now: Instant }, Row>((value, { db }) =>
  sql<Row>`select t.login_id, l.email, t.device_id, d.last_seen, t.organization_id, t.scope,
      o.id, o.name, o.name_key, o.demonstration, m.user_id, m.role, m.active, r.name as user_name
    from access_token t
    join login l on l.id = t.login_id
    left join device d on d.id = t.device_id
    left join membership m on m.login_id = t.login_id
    left join organization o on o.id = m.organization_id
    left join record r on r.organization_id = m.organization_id and r.id = m.user_id
    where t.token_hash = ${value('tokenHash')} and t.expires_at > ${value('now')}`.compile(db),
);

/** Sorted here: for nearly everybody it is one row, and to sort it SQLite would keep it aside first. */
const byOrganization = (a: Row, b: Row): number => {
  const [left, right] = [a.name_key ?? '', b.name_key ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

const isMember = (row: Row): row is AccessRow & MembershipRow => row.id !== null && row.user_name !== null;

/** Who the token with this hash speaks for; null when it is unknown or over. */
export const findAccess = async (place: Place, tokenHash: string, now: Instant): Promise<StoredAccess | null> => {
  const rows = await accessWithMemberships(place, { tokenHash, now });
  const [row] = rows;
  if (row === undefined) return null;
  return {
    loginId: row.login_id,
    email: row.email,
    deviceId: row.device_id,
    lastSeen: row.last_seen as Instant | null,
    organizationId: row.organization_id,
    scope: row.scope === 'router' ? 'router' : null,
    memberships: rows.filter(isMember).sort(byOrganization).map(presentMembership),
  };
};
