import { type Kysely, sql } from 'kysely';

/**
 * P17: the few links that every cycle looks at, whatever changed, in the order they are asked for: an index that does not
 * give the order is passed over for a key that does, and then all links of the mailbox are read.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`drop index sync_link_unfinished`.execute(db);
  await sql`create index sync_link_unfinished on sync_link (organization_id, account_id, kind, crm_id)
    where state in ('removing', 'rewriting')`.execute(db);
  await sql`drop index sync_link_open`.execute(db);
  await sql`create index sync_link_open on sync_link (organization_id, account_id, kind, crm_id)
    where open <> '[]'`.execute(db);
};
