import type { Membership } from '#shared/contracts/session.ts';
import type { StoredMembership } from '../../ports/system-store.ts';

/** Where somebody may come in, as the caller sees it. */
export const presentMemberships = (email: string, memberships: readonly StoredMembership[]): Membership[] =>
  memberships
    .filter(({ active }) => active)
    .map(({ organization: { id, name }, userId, userName, role }) => ({
      organization: { id, name },
      user: { id: userId, name: userName, email },
      role,
    }));
