import type { Kysely } from 'kysely';
import type { StoredMembership, SystemDirectories } from '../../../ports/system-store.ts';
import type { Database } from '../database.ts';
import type { EngineName } from '../engine.ts';
import { synchronizingDirectory } from '../mapping/mapping-store.ts';
import { attemptDirectory } from '../sessions/attempt-directory.ts';
import { invitationDirectory } from '../sessions/invitation-directory.ts';
import { sessionDirectory } from '../sessions/session-directory.ts';
import { findAccess } from './find-access.ts';
import { presentMembership, presentOrganization } from './present-membership.ts';

const organizationNameKey = (name: string): string => name.trim().normalize('NFC').toLowerCase();

const membershipsOf = async (db: Kysely<Database>, loginId: string): Promise<StoredMembership[]> => {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('organization as o', 'o.id', 'm.organization_id')
    .innerJoin('record as r', (on) =>
      on.onRef('r.organization_id', '=', 'm.organization_id').onRef('r.id', '=', 'm.user_id'),
    )
    .select(['o.id', 'o.name', 'o.demonstration', 'm.user_id', 'm.role', 'm.active', 'r.name as user_name'])
    .where('m.login_id', '=', loginId)
    .orderBy('o.name_key')
    .execute();
  return rows.map(presentMembership);
};

/** The few statements that are not of one organization; in a transaction both handles are its own. */
export const systemDirectories = (
  engine: EngineName,
  reader: Kysely<Database>,
  writer: Kysely<Database>,
): SystemDirectories => ({
  organizations: {
    list: async () =>
      (await reader.selectFrom('organization').selectAll().orderBy('name_key').execute()).map(presentOrganization),
    find: async (idOrName) => {
      const row = await reader
        .selectFrom('organization')
        .selectAll()
        .where((where) => where.or([where('id', '=', idOrName), where('name_key', '=', organizationNameKey(idOrName))]))
        .executeTakeFirst();
      return row === undefined ? null : presentOrganization(row);
    },
    add: async ({ id, name, demonstration, settings, at }) => {
      const added = await writer
        .insertInto('organization')
        .values({
          id,
          name,
          name_key: organizationNameKey(name),
          settings: JSON.stringify(settings),
          demonstration: demonstration ? 1 : 0,
          created_at: at,
        })
        .onConflict((conflict) => conflict.column('name_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added === undefined) return false;
      await writer
        .insertInto('journal_head')
        .values({ organization_id: id, event_sequence: 0, audit_sequence: 0, audit_hash: '' })
        .execute();
      return true;
    },
  },
  logins: {
    find: async (emailKey) => {
      const row = await reader
        .selectFrom('login')
        .select(['id', 'email', 'password_hash'])
        .where('email_key', '=', emailKey)
        .executeTakeFirst();
      return row === undefined ? null : { id: row.id, email: row.email, passwordHash: row.password_hash };
    },
    get: async (loginId) => {
      const row = await reader
        .selectFrom('login')
        .select(['id', 'email', 'password_hash'])
        .where('id', '=', loginId)
        .executeTakeFirstOrThrow();
      return { id: row.id, email: row.email, passwordHash: row.password_hash };
    },
    memberships: (loginId) => membershipsOf(reader, loginId),
    administratorExists: async () => {
      const row = await reader
        .selectFrom('membership')
        .select('user_id')
        .where('role', '=', 'administrator')
        .where('active', '=', 1)
        .executeTakeFirst();
      return row !== undefined;
    },
    setPassword: async (loginId, passwordHash) => {
      await writer.updateTable('login').set({ password_hash: passwordHash }).where('id', '=', loginId).execute();
    },
    findOrAdd: async ({ id, email, emailKey, at }) => {
      await writer
        .insertInto('login')
        .values({ id, email, email_key: emailKey, password_hash: null, created_at: at })
        .onConflict((conflict) => conflict.column('email_key').doNothing())
        .execute();
      return writer.selectFrom('login').select('id').where('email_key', '=', emailKey).executeTakeFirstOrThrow();
    },
    join: async ({ loginId, organizationId, userId, role }) => {
      const joined = await writer
        .insertInto('membership')
        .values({
          login_id: loginId,
          organization_id: organizationId,
          user_id: userId,
          role,
          active: 1,
          settings: '{}',
        })
        .onConflict((conflict) => conflict.columns(['login_id', 'organization_id']).doNothing())
        .returning('user_id')
        .executeTakeFirst();
      return joined !== undefined;
    },
  },
  access: {
    find: (tokenHash, now) => findAccess({ db: reader, engine }, tokenHash, now),
    add: async ({ tokenHash, loginId, deviceId, organizationId, expiresAt, scope }) => {
      await writer
        .insertInto('access_token')
        .values({
          token_hash: tokenHash,
          login_id: loginId,
          device_id: deviceId,
          organization_id: organizationId,
          expires_at: expiresAt,
          scope: scope ?? null,
        })
        .execute();
    },
    remove: async (tokenHash) => {
      await writer.deleteFrom('access_token').where('token_hash', '=', tokenHash).execute();
    },
    revoke: async ({ loginId, organizationId }) => {
      const tokens = writer.deleteFrom('access_token').where('login_id', '=', loginId);
      if (organizationId !== null) {
        await tokens.where('organization_id', '=', organizationId).execute();
        return;
      }
      await tokens.execute();
      await writer
        .deleteFrom('refresh_token')
        .where('device_id', 'in', (devices) =>
          devices.selectFrom('device').select('id').where('login_id', '=', loginId),
        )
        .execute();
    },
  },
  sessions: sessionDirectory(writer),
  attempts: attemptDirectory(writer),
  invitations: invitationDirectory(writer),
  rememberedAnswers: {
    purge: async (before) => {
      await writer.deleteFrom('idempotency').where('answered_at', '<', before).execute();
    },
  },
  synchronizing: synchronizingDirectory(reader, writer),
});

/** Values of the installation itself. Returns the one that stands afterwards. */
export const installationValue = async (
  writer: Kysely<Database>,
  name: string,
  propose: () => string,
): Promise<string> => {
  await writer
    .insertInto('installation')
    .values({ name, value: propose() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await writer
    .selectFrom('installation')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.value;
};

export const findInstallationValue = async (reader: Kysely<Database>, name: string): Promise<string | null> =>
  (await reader.selectFrom('installation').select('value').where('name', '=', name).executeTakeFirst())?.value ?? null;

export const setInstallationValue = async (writer: Kysely<Database>, name: string, value: string): Promise<void> => {
  await writer
    .insertInto('installation')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
};
