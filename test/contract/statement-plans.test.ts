import BetterSqlite3 from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { eml } from '../support/eml.ts';
import { createAnna } from '../support/records.ts';
import { createQuietMailbox } from '../support/quiet-mailbox.ts';
import { createTestClock, createWorld } from '../support/world.ts';

afterEach(() => vi.restoreAllMocks());

/**
 * A step that reads a whole table, or all that an organization has of it, or all of its keys above one. Of the journal's
 * head an organization has one row.
 */
const growing =
  /^SCAN (?!json_each|owned|\(subquery|CONSTANT|\d+-ROW VALUES)|^(?!SEARCH journal_head ).*\(organization_id=\?( AND \w+[<>]\?)?\)/;

const statementOf = (connection: BetterSqlite3.Database): BetterSqlite3.Statement =>
  Object.getPrototypeOf(connection.prepare('select 1')) as BetterSqlite3.Statement;

/** Notes every statement that is run from now on, with the connection that it runs on. */
const noteStatements = () => {
  const asked = new Map<string, BetterSqlite3.Database>();
  const connection = new BetterSqlite3(':memory:');
  const statement = statementOf(connection);
  connection.close();
  for (const way of ['all', 'run', 'iterate', 'get'] as const) {
    const run = Reflect.get(statement, way) as (this: BetterSqlite3.Statement, ...values: unknown[]) => never;
    vi.spyOn(statement, way).mockImplementation(function (this: BetterSqlite3.Statement, ...values: unknown[]) {
      asked.set(this.source, this.database);
      return run.apply(this, values);
    });
  }
  /** Every step by which SQLite answers what was asked since `clear`. */
  const steps = () =>
    [...asked].flatMap(([text, on]) => {
      if (!/^\s*(with|select|insert|update|delete)\b/i.test(text)) return [];
      const values = (text.match(/\?/g) ?? []).map(() => '');
      const plan = on.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[];
      return plan.map(({ detail }) => ({ detail, text: text.replace(/\s+/g, ' ').slice(0, 200) }));
    });
  return { steps, clear: () => asked.clear() };
};

test('P17: what tracking a reply reads does not grow with the mail that is already tracked', async () => {
  const statements = noteStatements();
  await using world = await createWorld();
  await createAnna(world);
  await world.ben.track(eml());
  statements.clear();
  await world.ben.track(eml({ id: 'reply@fabrikam.example', headers: ['In-Reply-To: <quote-1@fabrikam.example>'] }));
  const steps = statements.steps();
  expect(steps.length).toBeGreaterThan(10);
  expect(steps.filter(({ detail }) => growing.test(detail))).toEqual([]);
});

/** A step that reads all links of a mailbox and kind: neither one by its ids, nor the few of an index made for them. */
const readsAllLinks =
  /sync_link USING (?!INDEX sync_link_(open|unfinished) ).*\(organization_id=\? AND account_id=\? AND kind=\?\)|SCAN sync_link/;

test('Y9: a quiet cycle does not read what is linked', async () => {
  const statements = noteStatements();
  const mailbox = createQuietMailbox();
  const clock = createTestClock();
  await using world = await createWorld({
    clock,
    parts: ['sync'],
    synchronization: { sides: () => mailbox.sides },
  });
  const anna = { fullName: 'Anna Weber', emails: ['anna@fabrikam.example'] };
  mailbox.collections.contact.add('m1', anna, 'wanted');
  await world.ben.call('connectMySynchronization', { body: { url: 'https://dav.example/', user: 'ben', secret: 'x' } });
  await world.ben.call('enableMySynchronization', { body: { enabled: true } });
  const cycle = async () => {
    clock.advance(5 * 3_600_000);
    await world.app.runner.settle();
  };
  await cycle();
  await cycle();
  expect((await world.ben.call('getMySynchronization')).account?.linked).toEqual([{ kind: 'contact', count: 1 }]);
  statements.clear();
  await cycle();
  const links = statements.steps().filter(({ text }) => text.includes('sync_link'));
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter(({ detail }) => readsAllLinks.test(detail))).toEqual([]);
});
