import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';

/** Which rows of a table belong to an organization; null: the table belongs to none. */
const belongs = (table: string, columns: readonly string[]): string | null => {
  if (columns.includes('organization_id')) return 'organization_id = @organization';
  if (table === 'organization') return 'id = @organization';
  const login = 'in (select login_id from membership where organization_id = @organization)';
  if (table === 'login') return `id ${login}`;
  if (columns.includes('login_id')) return `login_id ${login}`;
  if (columns.includes('device_id')) return `device_id in (select id from device where login_id ${login})`;
  return null;
};

/** Every row of one organization in a SQLite file: a hash and a count by table. */
export const organizationRows = (path: string, organization: string): Readonly<Record<string, string>> => {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all() as string[];
    const found = tables.flatMap((table) => {
      const columns = database.prepare(`select name from pragma_table_info(?)`).pluck().all(table) as string[];
      const condition = belongs(table, columns);
      if (condition === null) return [];
      const rows = database.prepare(`select * from "${table}" where ${condition}`).raw().all({ organization });
      const texts = rows.map((row) => JSON.stringify(row)).sort();
      const hash = createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16);
      return [[table, `${texts.length} rows ${hash}`]];
    });
    return Object.fromEntries(found) as Record<string, string>;
  } finally {
    database.close();
  }
};
