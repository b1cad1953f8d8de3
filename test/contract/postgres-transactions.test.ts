import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Engine } from '../../server/adapters/store/engine.ts';
import { migrate } from '../../server/adapters/store/migrate.ts';
import { createPostgresEngine } from '../../server/adapters/store/postgres.ts';
import { createSqliteEngine } from '../../server/adapters/store/sqlite.ts';
import { freshDatabase } from '../support/postgres.ts';

const url = await freshDatabase();

const open = async () => {
  const engine = createPostgresEngine(url, 2);
  await migrate(engine, 0);
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
};

const add = (tx: Parameters<Parameters<Engine['transact']>[0]>[0], name: string) =>
  tx.insertInto('installation').values({ name, value: 'v' }).execute();

const names = async ({ reader }: Engine): Promise<string[]> =>
  (await reader.selectFrom('installation').select('name').orderBy('name').execute()).map(({ name }) => name);

test('a write that nobody waits for fails its transaction with its own cause, and nothing of it stays', async () => {
  await using opened = await open();
  const { engine } = opened;
  await engine.transact((tx) => add(tx, 'stands'));
  const atCommit = engine.transact(async (tx) => {
    await add(tx, 'goes');
    await add(tx, 'stands');
  });
  await expect(atCommit).rejects.toMatchObject({ code: '23505' });
  const before = engine.transact(async (tx) => {
    await add(tx, 'stands');
    return tx.selectFrom('installation').selectAll().execute();
  });
  await expect(before).rejects.toMatchObject({ code: '23505' });
  expect(await names(engine)).toEqual(['stands']);
});

test('a statement sees what was written before it, also when several are asked at once', async () => {
  await using opened = await open();
  const { engine } = opened;
  const seen = await engine.transact(async (tx) => {
    await add(tx, 'one');
    await add(tx, 'two');
    const count = () => tx.selectFrom('installation').select('name').where('name', 'in', ['one', 'two']).execute();
    return Promise.all([count(), add(tx, 'three'), count(), sql`select pg_sleep(0)`.execute(tx)]);
  });
  expect(seen[0]).toHaveLength(2);
  expect(seen[2]).toHaveLength(2);
  expect(await names(engine)).toEqual(expect.arrayContaining(['one', 'three', 'two']));
});

test('after its end a transaction takes no statement, and its connection is free for the next', async () => {
  await using opened = await open();
  const { engine } = opened;
  for (let n = 0; n < 5; n++) {
    const refused = engine.transact(async (tx) => {
      await add(tx, `never ${n}`);
      throw new RangeError('no');
    });
    await expect(refused).rejects.toThrow(RangeError);
  }
  const leaked = await engine.transact((tx) => Promise.resolve(tx));
  await expect(names({ ...engine, reader: leaked })).rejects.toThrow('the transaction has ended');
  expect(await names(engine)).not.toContain('never 0');
});

test.each(['postgres', 'sqlite'] as const)(
  'on %s a single statement commits by itself and is tried again after a clash; a second one is refused',
  async (name) => {
    const engine = name === 'postgres' ? createPostgresEngine(url, 2) : createSqliteEngine(':memory:');
    await migrate(engine, 0);
    try {
      let clashes = name === 'postgres' ? 1 : 0;
      await engine.write((tx) => {
        clashes -= 1;
        return clashes < 0 ? add(tx, `alone ${name}`) : Promise.reject(Object.assign(new Error(), { code: '40001' }));
      });
      expect(await names(engine)).toContain(`alone ${name}`);
      const two = engine.write(async (tx) => {
        await add(tx, `first ${name}`);
        await add(tx, `second ${name}`);
      });
      await expect(two).rejects.toThrow('a second statement needs a transaction');
      expect(await names(engine)).not.toContain(`second ${name}`);
    } finally {
      await engine.close();
    }
  },
);
