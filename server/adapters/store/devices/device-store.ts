import type { Instant } from '#shared/model/instant.ts';
import { type RawBuilder, sql } from 'kysely';
import type { DeviceStoreWrite, StoredDevice } from '../../../ports/device-store.ts';
import type { Scope } from '../scope.ts';

interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly client: string;
  readonly platform: string;
  readonly mailbox: string | null;
  readonly user_id: string;
  readonly user_name: string;
  readonly created_at: number;
  readonly last_seen: number;
  readonly generation: number | null;
  readonly since: number | null;
}

const presentDevice = (row: DeviceRow): StoredDevice => ({
  id: row.id,
  name: row.name,
  client: row.client,
  platform: row.platform,
  mailbox: row.mailbox,
  user: { id: row.user_id, name: row.user_name },
  createdAt: row.created_at as Instant,
  lastSeen: row.last_seen as Instant,
  synchronizing:
    row.generation === null || row.since === null ? null : { generation: row.generation, since: row.since as Instant },
});

/** Devices of the organization's users, and which one synchronizes for each (I1). */
export const deviceStore = ({ db, organizationId: org }: Scope): DeviceStoreWrite => {
  const select = async (where: RawBuilder<unknown>): Promise<StoredDevice[]> => {
    const { rows } = await sql<DeviceRow>`
      select d.id, d.name, d.client, d.platform, d.mailbox, d.created_at, d.last_seen,
        m.user_id, r.name as user_name, s.generation, s.since
      from membership m join device d on d.login_id = m.login_id
      join record r on r.organization_id = m.organization_id and r.id = m.user_id
      left join designation s on s.organization_id = m.organization_id and s.user_id = m.user_id
        and s.device_id = d.id
      where m.organization_id = ${org} and ${where}
      order by d.last_seen desc, d.id`.execute(db);
    return rows.map(presentDevice);
  };
  const designation = (userId: string) =>
    db.updateTable('designation').where('organization_id', '=', org).where('user_id', '=', userId);
  return {
    list: (userId) =>
      select(userId === null ? sql`d.signed_out_at is null` : sql`d.signed_out_at is null and m.user_id = ${userId}`),
    find: async (deviceId) => (await select(sql`d.signed_out_at is null and d.id = ${deviceId}`))[0] ?? null,
    holder: async (userId) => {
      const [held] = await select(sql`m.user_id = ${userId} and s.device_id is not null`);
      return held?.synchronizing ? { ...held, synchronizing: held.synchronizing } : null;
    },
    claim: async ({ userId, deviceId, mode, at }) => {
      const free =
        mode === 'takeOver'
          ? sql`designation.device_id is distinct from ${deviceId}`
          : sql`(designation.device_id is null or not exists (
              select 1 from device d where d.id = designation.device_id and d.signed_out_at is null))`;
      const { rows } = await sql<{ generation: number }>`
        insert into designation (organization_id, user_id, device_id, generation, since)
        values (${org}, ${userId}, ${deviceId}, 1, ${at})
        on conflict (organization_id, user_id) do update
          set device_id = excluded.device_id, since = excluded.since, generation = designation.generation + 1
          where ${free}
        returning generation`.execute(db);
      const [won] = rows;
      if (won !== undefined) return { generation: won.generation, changed: true };
      const mine = await db
        .selectFrom('designation')
        .select('generation')
        .where('organization_id', '=', org)
        .where('user_id', '=', userId)
        .where('device_id', '=', deviceId)
        .executeTakeFirst();
      return mine === undefined ? null : { generation: mine.generation, changed: false };
    },
    release: async (userId, deviceId) => {
      const released = await designation(userId)
        .where('device_id', '=', deviceId)
        .set({ device_id: null })
        .returning('generation')
        .executeTakeFirst();
      return released ?? null;
    },
    releaseUser: async (userId) => {
      const held = await db
        .selectFrom('designation')
        .select('device_id')
        .where('organization_id', '=', org)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (held?.device_id == null) return null;
      const released = await designation(userId)
        .where('device_id', '=', held.device_id)
        .set({ device_id: null })
        .returning('generation')
        .executeTakeFirst();
      return released === undefined ? null : { deviceId: held.device_id, generation: released.generation };
    },
    holdGeneration: async ({ userId, deviceId, generation }) => {
      const held = await designation(userId)
        .where('device_id', '=', deviceId)
        .where('generation', '=', generation)
        .set({ generation })
        .returning('user_id')
        .executeTakeFirst();
      return held !== undefined;
    },
  };
};
