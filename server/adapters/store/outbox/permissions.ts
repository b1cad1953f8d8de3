import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { Scope } from '../scope.ts';

/** Pauses of sending profiles, and who may send for whom. */
export const sendingStates = ({
  db,
  organizationId,
}: Scope): Pick<OutboxStoreWrite, 'pause' | 'resume' | 'allow' | 'forbid'> => ({
  pause: async ({ profileId, since, answer }) => {
    const added = await db
      .insertInto('sending_pause')
      .values({ organization_id: organizationId, profile_id: profileId, since, answer })
      .onConflict((conflict) => conflict.columns(['organization_id', 'profile_id']).doNothing())
      .returning('profile_id')
      .executeTakeFirst();
    return added !== undefined;
  },
  resume: async (profileId) => {
    const gone = await db
      .deleteFrom('sending_pause')
      .where('organization_id', '=', organizationId)
      .where('profile_id', '=', profileId)
      .returning('profile_id')
      .executeTakeFirst();
    return gone !== undefined;
  },
  allow: async ({ principal, userId, by, at }) => {
    await db
      .insertInto('sending_grant')
      .values({
        organization_id: organizationId,
        principal_type: principal.type,
        principal_id: principal.id,
        user_id: userId,
        granted_by: by,
        granted_at: at,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'principal_id', 'user_id']).doNothing())
      .execute();
  },
  forbid: async (principalId, userId) => {
    await db
      .deleteFrom('sending_grant')
      .where('organization_id', '=', organizationId)
      .where('principal_id', '=', principalId)
      .where('user_id', '=', userId)
      .execute();
  },
});
