import type { Instant } from '#shared/model/instant.ts';
import type { Kysely } from 'kysely';
import type { SessionDirectory } from '../../../ports/session-store.ts';
import type { Database } from '../database.ts';

/** Puts another device, or none, in the place of this one wherever it is designated; the generation stays. */
const designate = async (db: Kysely<Database>, deviceId: string, next: string | null) => {
  const rows = await db
    .updateTable('designation')
    .set({ device_id: next })
    .where('device_id', '=', deviceId)
    .returning(['organization_id', 'user_id', 'generation'])
    .execute();
  return rows.map((row) => ({
    organizationId: row.organization_id,
    userId: row.user_id,
    generation: row.generation,
  }));
};

/** Codes, devices, refresh tokens and what ends with a device. */
export const sessionDirectory = (db: Kysely<Database>): SessionDirectory => ({
  addCode: async ({ codeHash, loginId, challenge, expiresAt }) => {
    await db
      .insertInto('sign_in_code')
      .values({ code_hash: codeHash, login_id: loginId, challenge, expires_at: expiresAt })
      .execute();
  },
  takeCode: async (codeHash) => {
    const row = await db
      .deleteFrom('sign_in_code')
      .where('code_hash', '=', codeHash)
      .returning(['login_id', 'challenge', 'expires_at'])
      .executeTakeFirst();
    if (row === undefined) return null;
    return { loginId: row.login_id, challenge: row.challenge, expiresAt: row.expires_at as Instant };
  },
  device: async (deviceId) => {
    const row = await db
      .selectFrom('device')
      .select(['id', 'name', 'login_id'])
      .where('id', '=', deviceId)
      .executeTakeFirst();
    return row === undefined ? null : { id: row.id, name: row.name, loginId: row.login_id };
  },
  recogniseDevice: async ({ id, loginId, at, name, client, platform, mailbox }) => {
    const known = await db
      .updateTable('device')
      .set({ name, client, platform, mailbox, last_seen: at, signed_out_at: null })
      .where('id', '=', id)
      .where('login_id', '=', loginId)
      .returning('id')
      .executeTakeFirst();
    return known !== undefined;
  },
  addDevice: async ({ id, loginId, at, name, client, platform, mailbox }) => {
    await db
      .insertInto('device')
      .values({
        id,
        login_id: loginId,
        name,
        client,
        platform,
        mailbox,
        created_at: at,
        last_seen: at,
        signed_out_at: null,
      })
      .execute();
  },
  startFamily: async ({ deviceId, familyHash, tokenHash, expiresAt }) => {
    const columns = { family_hash: familyHash, token_hash: tokenHash, expires_at: expiresAt };
    await db
      .insertInto('refresh_token')
      .values({ device_id: deviceId, ...columns })
      .onConflict((conflict) => conflict.column('device_id').doUpdateSet(columns))
      .execute();
  },
  rotate: async (tokenHash, next, now) => {
    const rotated = await db
      .updateTable('refresh_token')
      .set({ token_hash: next.tokenHash, expires_at: next.expiresAt })
      .where('family_hash', '=', next.familyHash)
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', now)
      .returning('device_id')
      .executeTakeFirst();
    if (rotated !== undefined) return { kind: 'fresh', deviceId: rotated.device_id };
    const family = await db
      .selectFrom('refresh_token')
      .select('device_id')
      .where('family_hash', '=', next.familyHash)
      .where('token_hash', '<>', tokenHash)
      .executeTakeFirst();
    return family === undefined ? { kind: 'unknown' } : { kind: 'reused', deviceId: family.device_id };
  },
  endTokens: async (deviceId) => {
    await db.deleteFrom('access_token').where('device_id', '=', deviceId).execute();
    await db.deleteFrom('refresh_token').where('device_id', '=', deviceId).execute();
  },
  touch: async (deviceId, at) => {
    await db
      .updateTable('device')
      .set({ last_seen: at })
      .where('id', '=', deviceId)
      .where('last_seen', '<', at)
      .execute();
  },
  leave: async (deviceId, how, at) => {
    if (how === 'forget') await db.deleteFrom('device').where('id', '=', deviceId).execute();
    else await db.updateTable('device').set({ signed_out_at: at }).where('id', '=', deviceId).execute();
  },
  releaseEverywhere: (deviceId) => designate(db, deviceId, null),
  handOver: (from, to) => designate(db, from, to),
  purge: async (now) => {
    for (const table of ['sign_in_code', 'access_token', 'refresh_token', 'invitation'] as const)
      await db.deleteFrom(table).where('expires_at', '<=', now).execute();
    await db.deleteFrom('invitation').where('used_at', 'is not', null).execute();
  },
});
