import { Client } from 'pg';
import { freshDatabase } from '../support/postgres.ts';
import { promotionContract } from './promotion.contract.ts';

const database = await freshDatabase();
let count = 0;

/** A schema of its own for each test: empty tables, counted ids from one. */
const newSchema = async (): Promise<string> => {
  const name = `test_${(count += 1)}`;
  const client = new Client({ connectionString: database });
  await client.connect();
  await client.query(`create schema ${name}`);
  await client.end();
  return `${database}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
};

promotionContract(async () => ({ store: { engine: 'postgres', url: await newSchema(), connections: 4 } }));
