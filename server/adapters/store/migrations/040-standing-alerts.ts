import { type Kysely, sql } from 'kysely';

/** Y10: of what lasts one alert is open at a time; and the last one about something is found. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create unique index alert_standing on alert (organization_id, kind, subject_id)
    where put_away = 0 and kind in ('connectionStopped', 'profileFailing')`.execute(db);
  await sql`create index alert_subject on alert (organization_id, kind, subject_id, at)`.execute(db);
};
