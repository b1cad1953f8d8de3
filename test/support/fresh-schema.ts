import { Client } from 'pg';
import { freshDatabase } from './postgres.ts';

/**
 * A maker of PostgreSQL addresses for the calling test file: each names a schema of its own with empty tables, so that
 * counted ids begin at one. Call it at the top of the file.
 */
export async function freshSchemas(): Promise<() => Promise<string>> {
  const database = await freshDatabase();
  let count = 0;
  return async () => {
    const name = `test_${(count += 1)}`;
    const client = new Client({ connectionString: database });
    await client.connect();
    await client.query(`create schema ${name}`);
    await client.end();
    return `${database}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
  };
}
