import { sql } from 'kysely';
import { Client } from 'pg';
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

const endOthers = async (): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
};

test('F7: a transaction whose connection is ended before its commit is run again on another, and stands once', async () => {
  await using opened = await open();
  const { engine } = opened;
  let runs = 0;
  await engine.transact(async (tx) => {
    runs += 1;
    await add(tx, 'in spite of all');
    if (runs < 3) await endOthers();
    await tx.selectFrom('installation').selectAll().execute();
  });
  expect(runs).toBe(3);
  expect((await names(engine)).filter((name) => name === 'in spite of all')).toHaveLength(1);
});

test('F7: one whose connection is ended each time is given up, and nothing of it stands', async () => {
  await using opened = await open();
  const { engine } = opened;
  let runs = 0;
  const work = engine.transact(async (tx) => {
    runs += 1;
    await add(tx, 'given up');
    await endOthers();
    await tx.selectFrom('installation').selectAll().execute();
  });
  await expect(work).rejects.toThrow();
  expect(runs).toBe(4);
  expect(await names(engine)).not.toContain('given up');
});

test('F7: what is asked outside a transaction is asked again when its connection had been ended', async () => {
  await using opened = await open();
  const { engine } = opened;
  await engine.transact((tx) => add(tx, 'before the end'));
  await Promise.all([names(engine), names(engine)]);
  const slow = sql<{ slept: string }>`select pg_sleep(0.5) as slept`.execute(engine.reader);
  await endOthers();
  await slow;
  expect(await names(engine)).toContain('before the end');
});
