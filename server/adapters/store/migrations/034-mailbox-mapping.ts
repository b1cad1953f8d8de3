import type { IncomingSettings } from '#shared/model/mailbox.ts';
import { type Kysely, sql } from 'kysely';
import { identityOfAccount, identityOfIncoming } from '../../../domain/mailbox/mailbox-identity.ts';
import { columnTypes, type ColumnTypes, type EngineName } from '../engine.ts';

type Db = Kysely<unknown>;

const tables = async (db: Db, { text, whole }: ColumnTypes): Promise<void> => {
  await db.schema
    .createTable('mailbox_mapping')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('mailbox_key', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('since', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('mailbox_mapping_pk', ['organization_id', 'mailbox_key'])
    .execute();
  await db.schema
    .createIndex('mailbox_mapping_user')
    .on('mailbox_mapping')
    .columns(['organization_id', 'user_id'])
    .execute();
  await db.schema
    .createTable('mailbox_synchronizing')
    .addColumn('mailbox_key', text, (c) => c.primaryKey())
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('since', whole, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('alert')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('user_id', text)
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('subject_id', text, (c) => c.notNull())
    .addColumn('words', text, (c) => c.notNull())
    .addColumn('at', whole, (c) => c.notNull())
    .addColumn('put_away', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('alert_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index alert_open on alert (organization_id, at) where put_away = 0`.execute(db);
};

interface Connected {
  readonly organization_id: string;
  readonly user_id: string;
  readonly key: string;
  readonly since: number;
  readonly synchronizes: boolean;
}

const connections = async (db: Db): Promise<Connected[]> => {
  const { rows: mailboxes } = await sql<{
    organization_id: string;
    user_id: string;
    incoming: string;
    created_at: number;
  }>`select organization_id, owner_id as user_id, incoming, created_at from mailbox where owner_type = 'user'`.execute(
    db,
  );
  const { rows: accounts } = await sql<{
    organization_id: string;
    user_id: string;
    url: string;
    sign_in_user: string;
    enabled: number;
    created_at: number;
  }>`select organization_id, user_id, url, sign_in_user, enabled, created_at from sync_account`.execute(db);
  return [
    ...mailboxes.map(({ organization_id, user_id, incoming, created_at }) => ({
      organization_id,
      user_id,
      key: identityOfIncoming(JSON.parse(incoming) as IncomingSettings).key,
      since: created_at,
      synchronizes: false,
    })),
    ...accounts.map(({ organization_id, user_id, url, sign_in_user: user, enabled, created_at }) => ({
      organization_id,
      user_id,
      key: identityOfAccount({ url, user }).key,
      since: created_at,
      synchronizes: enabled === 1,
    })),
  ].sort((one, other) => one.since - other.since);
};

/** Whose mailbox it is (I5), which organization synchronizes it (I6): whoever was first. What people must hear (Y10). */
export const up = async (db: Db, engine: EngineName): Promise<void> => {
  await tables(db, columnTypes(engine));
  for (const { organization_id, user_id, key, since, synchronizes } of await connections(db)) {
    await sql`insert into mailbox_mapping (organization_id, mailbox_key, user_id, since)
      values (${organization_id}, ${key}, ${user_id}, ${since}) on conflict do nothing`.execute(db);
    if (synchronizes)
      await sql`insert into mailbox_synchronizing (mailbox_key, organization_id, since)
        values (${key}, ${organization_id}, ${since}) on conflict do nothing`.execute(db);
  }
};
