import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Engine, EngineName } from './engine.ts';
import * as foundation from './migrations/001-foundation.ts';
import * as activities from './migrations/002-activities.ts';
import * as sessions from './migrations/003-sessions.ts';
import * as sendingProfiles from './migrations/006-sending-profiles.ts';
import * as outbox from './migrations/005-outbox.ts';
import * as tokens from './migrations/007-tokens.ts';
import * as router from './migrations/009-router.ts';
import * as templates from './migrations/011-templates.ts';
import * as trackTickets from './migrations/010-track-tickets.ts';
import * as campaigns from './migrations/012-campaigns.ts';
import * as workflows from './migrations/013-workflows.ts';
import * as mailboxes from './migrations/014-mailboxes.ts';
import * as forwardRules from './migrations/016-forward-rules.ts';
import * as outboxStates from './migrations/020-outbox-states.ts';
import * as bounceReports from './migrations/018-bounce-reports.ts';
import * as forwardProbes from './migrations/021-forward-probes.ts';
import * as synchronization from './migrations/023-synchronization.ts';
import * as syncProtocol from './migrations/027-sync-protocol.ts';
import * as agenda from './migrations/028-agenda.ts';
import * as syncAnswers from './migrations/029-sync-answers.ts';
import * as syncSignIn from './migrations/031-sync-sign-in.ts';
import * as mailboxMapping from './migrations/034-mailbox-mapping.ts';
import * as syncByOutlook from './migrations/037-sync-by-outlook.ts';
import * as appointmentPlaces from './migrations/038-appointment-places.ts';
import * as addressClaims from './migrations/039-address-claims.ts';
import * as standingAlerts from './migrations/040-standing-alerts.ts';
import * as quietLinks from './migrations/044-quiet-links.ts';
import * as sentCopies from './migrations/017-sent-copies.ts';

interface Migration {
  readonly name: string;
  readonly up: (db: Kysely<unknown>, engine: EngineName) => Promise<void>;
}

/** In order; a migration that has been released is never edited. */
export const migrations: readonly Migration[] = [
  { name: '001-foundation', up: foundation.up },
  { name: '002-activities', up: activities.up },
  { name: '003-sessions', up: sessions.up },
  { name: '006-sending-profiles', up: sendingProfiles.up },
  { name: '005-outbox', up: outbox.up },
  { name: '007-tokens', up: tokens.up },
  { name: '009-router', up: router.up },
  { name: '011-templates', up: templates.up },
  { name: '010-track-tickets', up: trackTickets.up },
  { name: '012-campaigns', up: campaigns.up },
  { name: '013-workflows', up: workflows.up },
  { name: '014-mailboxes', up: mailboxes.up },
  { name: '016-forward-rules', up: forwardRules.up },
  { name: '018-bounce-reports', up: bounceReports.up },
  { name: '017-sent-copies', up: sentCopies.up },
  { name: '020-outbox-states', up: outboxStates.up },
  { name: '021-forward-probes', up: forwardProbes.up },
  { name: '023-synchronization', up: synchronization.up },
  { name: '027-sync-protocol', up: syncProtocol.up },
  { name: '028-agenda', up: agenda.up },
  { name: '029-sync-answers', up: syncAnswers.up },
  { name: '031-sync-sign-in', up: syncSignIn.up },
  { name: '034-mailbox-mapping', up: mailboxMapping.up },
  { name: '037-sync-by-outlook', up: syncByOutlook.up },
  { name: '038-appointment-places', up: appointmentPlaces.up },
  { name: '039-address-claims', up: addressClaims.up },
  { name: '040-standing-alerts', up: standingAlerts.up },
  { name: '044-quiet-links', up: quietLinks.up },
];

/** Any number that no other program on the database locks. */
const advisoryLock = 7_302_114;

const appliedNames = async (db: Kysely<Database>): Promise<Set<string>> => {
  const rows = await sql<{ name: string }>`select name from applied_migration`.execute(db);
  return new Set(rows.rows.map((row) => row.name));
};

const applied = async (db: Kysely<Database>): Promise<Set<string>> => {
  await sql`create table if not exists applied_migration (name varchar(100) primary key, applied_at bigint not null)`.execute(
    db,
  );
  return appliedNames(db);
};

/** Seen by reading alone: most programs start on a database that is as it should be, and need not wait for its writers. */
const isNewest = async ({ name: engine, reader }: Engine): Promise<boolean> => {
  const table =
    engine === 'postgres'
      ? sql<{ name: string | null }>`select to_regclass('applied_migration')::text as name`
      : sql<{ name: string }>`select name from sqlite_master where type = 'table' and name = 'applied_migration'`;
  const found = await table.execute(reader);
  if ((found.rows[0]?.name ?? null) === null) return false;
  const names = await appliedNames(reader);
  return names.size === migrations.length && migrations.every(({ name }) => names.has(name));
};

/**
 * Brings the database to the newest form, each migration in a transaction of its own.
 * Several processes may start at once: on PostgreSQL they take turns.
 * Returns the names of what was applied. Throws on a database that a newer release has written.
 */
export const migrate = async (engine: Engine, now: number): Promise<string[]> => {
  if (await isNewest(engine)) return [];
  return engine.transact(async (tx) => {
    if (engine.name === 'postgres') await sql`select pg_advisory_xact_lock(${advisoryLock})`.execute(tx);
    const done = await applied(tx);
    const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0)
      throw new Error(
        `the database was written by a newer release (${unknown.join(', ')}); start that release instead`,
      );
    const missing = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of missing) {
      await migration.up(tx as unknown as Kysely<unknown>, engine.name);
      await sql`insert into applied_migration (name, applied_at) values (${migration.name}, ${now})`.execute(tx);
    }
    return missing.map((migration) => migration.name);
  });
};
