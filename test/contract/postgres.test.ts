import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { freshDatabase } from '../support/postgres.ts';

const url = await freshDatabase();

async function ask<T extends object>(statement: string, address = url): Promise<T[]> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('a test file has a database of its own on the server of this run', async () => {
  const [database] = await ask<{ name: string }>('select current_database() as name');
  expect(database?.name).toMatch(/^test_[0-9a-f]{12}$/);
  const tables = await ask("select 1 from information_schema.tables where table_schema = 'public'");
  expect(tables).toEqual([]);
});

test('the server listens on loopback only and wants its secret', async () => {
  expect(await ask('show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const stranger = new URL(inject('postgresUrl'));
  stranger.password = 'guessed';
  await expect(ask('select 1', stranger.href)).rejects.toMatchObject({ code: '28P01' });
});
