import type { StoredMembership, StoredOrganization } from '../../../ports/system-store.ts';

export const presentOrganization = (row: {
  readonly id: string;
  readonly name: string;
  readonly demonstration: number;
}): StoredOrganization => ({
  id: row.id,
  name: row.name,
  demonstration: row.demonstration === 1,
});

export interface MembershipRow {
  /** Of the organization. */
  readonly id: string;
  readonly name: string;
  readonly demonstration: number;
  readonly user_id: string;
  readonly role: string;
  readonly active: number;
  readonly user_name: string;
}

export const presentMembership = (row: MembershipRow): StoredMembership => ({
  organization: presentOrganization(row),
  userId: row.user_id,
  userName: row.user_name,
  role: row.role === 'administrator' ? 'administrator' : 'user',
  active: row.active === 1,
});
