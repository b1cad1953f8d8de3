import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../server/adapters/store/engine.ts';
import { migrations } from '../../server/adapters/store/migrate.ts';
import { createPostgresEngine } from '../../server/adapters/store/postgres.ts';
import { createSqliteEngine } from '../../server/adapters/store/sqlite.ts';
import { freshSchemas } from '../support/fresh-schema.ts';

const newSchema = await freshSchemas();
const engines: readonly { readonly engine: string; readonly open: () => Promise<Engine> }[] = [
  { engine: 'sqlite', open: () => Promise.resolve(createSqliteEngine(':memory:')) },
  { engine: 'postgres', open: async () => createPostgresEngine(await newSchema(), 2) },
];

const name = '034-mailbox-mapping';
const before = migrations.slice(
  0,
  migrations.findIndex((one) => one.name === name),
);

const apply = (engine: Engine, some: typeof migrations) =>
  engine.transact(async (tx) => {
    for (const { up } of some) await up(tx as never, engine.name);
  });

const imap = (user: string, host: string) =>
  JSON.stringify({ protocol: 'imap', host, port: 993, signIn: { kind: 'password', user } });

interface Mailbox {
  readonly org: string;
  readonly id: string;
  readonly owner: readonly [type: string, id: string | null];
  readonly incoming: string;
  readonly at: number;
}

const addMailbox = (engine: Engine, { org, id, owner: [type, owner], incoming, at }: Mailbox) =>
  engine.write((tx) =>
    sql`insert into mailbox (organization_id, id, owner_type, owner_id, address, incoming, sealed_secret, trusted_host,
        wrapping, settlement, owner_consents, poll_seconds, approved, enabled, health, starts_at, epoch, unclean, version, created_at)
      values (${org}, ${id}, ${type}, ${owner}, 'x@contoso.test', ${incoming}, '', 0, '{}', '{}', 1, 60, 1, 1, '{}', 0, 1, 0, 1, ${at})`.execute(
      tx,
    ),
  );

const addAccount = (
  engine: Engine,
  account: { readonly org: string; readonly userId: string; readonly user: string; enabled: 0 | 1; at: number },
) =>
  engine.write((tx) =>
    sql`insert into sync_account (organization_id, id, user_id, url, sign_in_user, sealed_secret, trusted_host, collections,
        settings, enabled, health, version, created_at)
      values (${account.org}, ${`account of ${account.userId}`}, ${account.userId}, 'https://dav.contoso.test/', ${account.user},
        '', 0, '{}', '{}', ${account.enabled}, '{}', 1, ${account.at})`.execute(tx),
  );

const rowsOf = async (engine: Engine) => {
  const mappings = await sql<{
    organization_id: string;
    mailbox_key: string;
    user_id: string;
    since: number | string;
  }>`select *
    from mailbox_mapping order by organization_id, mailbox_key`.execute(engine.reader);
  const synchronizing = await sql<{ mailbox_key: string; organization_id: string; since: number | string }>`select *
    from mailbox_synchronizing order by mailbox_key`.execute(engine.reader);
  return {
    mappings: mappings.rows.map((row) => [row.organization_id, row.mailbox_key, row.user_id, Number(row.since)]),
    synchronizing: synchronizing.rows.map((row) => [row.mailbox_key, row.organization_id, Number(row.since)]),
  };
};

describe.each(engines)('what was connected before mailboxes were mapped, on $engine', ({ open }) => {
  test('I5, I6: belongs to whoever was first, by mail or by items, and the first organization that is switched on synchronizes it', async () => {
    const engine = await open();
    try {
      await apply(engine, before);
      const mailbox = (id: string, user: string, at: number, incoming: string): Mailbox => ({
        org: 'contoso',
        id,
        owner: ['user', user],
        incoming,
        at,
      });
      const graph = JSON.stringify({
        protocol: 'graph',
        baseUrl: 'https://graph.microsoft.com/v1.0',
        mailbox: 'Dora@Contoso.test',
        signIn: { kind: 'oauth' },
      });
      await addMailbox(engine, mailbox('m1', 'ben', 500, imap('Ben@contoso.test', 'imap.contoso.test')));
      await addMailbox(engine, mailbox('m2', 'carla', 400, imap('carla', 'imap.contoso.test')));
      await addMailbox(engine, mailbox('m3', 'dora', 300, graph));
      // Nobody's: of a queue, and the forward mailbox.
      await addMailbox(engine, {
        ...mailbox('m4', '', 1, imap('sales@contoso.test', 'imap.contoso.test')),
        owner: ['queue', 'q1'],
      });
      await addMailbox(engine, {
        ...mailbox('m5', '', 1, imap('all@contoso.test', 'imap.contoso.test')),
        owner: ['forward', null],
      });
      // Ana connected Ben's before he did; Carla's own account is the same mailbox as her mail.
      await addAccount(engine, { org: 'contoso', userId: 'ana', user: 'ben@contoso.test', enabled: 0, at: 450 });
      await addAccount(engine, { org: 'contoso', userId: 'carla', user: 'Carla', enabled: 1, at: 600 });
      await addAccount(engine, { org: 'fabrikam', userId: 'pete', user: 'ben@contoso.test', enabled: 1, at: 700 });
      await addAccount(engine, { org: 'fabrikam', userId: 'olga', user: 'carla@contoso.test', enabled: 1, at: 650 });
      await apply(
        engine,
        migrations.filter((one) => one.name === name),
      );
      expect(await rowsOf(engine)).toEqual({
        mappings: [
          ['contoso', 'ben@contoso.test', 'ana', 450],
          ['contoso', 'carla@contoso.test', 'carla', 400],
          ['contoso', 'dora@contoso.test', 'dora', 300],
          ['fabrikam', 'ben@contoso.test', 'pete', 700],
          ['fabrikam', 'carla@contoso.test', 'olga', 650],
        ],
        synchronizing: [
          ['ben@contoso.test', 'fabrikam', 700],
          ['carla@contoso.test', 'contoso', 600],
        ],
      });
    } finally {
      await engine.close();
    }
  });

  test('I5: where nothing was connected nobody has anything', async () => {
    const engine = await open();
    try {
      await apply(engine, before);
      await apply(
        engine,
        migrations.filter((one) => one.name === name),
      );
      expect(await rowsOf(engine)).toEqual({ mappings: [], synchronizing: [] });
    } finally {
      await engine.close();
    }
  });
});
