import BetterSqlite3 from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { eml } from '../support/eml.ts';
import { createAnna } from '../support/records.ts';
import { createWorld } from '../support/world.ts';

afterEach(() => vi.restoreAllMocks());

/** A step that reads a whole table, or all that an organization has of it, or all of its keys above one. */
const growing = /^SCAN (?!json_each|owned|\(subquery|CONSTANT)|\(organization_id=\?( AND \w+[<>]\?)?\)/;

test('P17: what tracking a reply reads does not grow with the mail that is already tracked', async () => {
  const asked = new Map<string, BetterSqlite3.Database>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called below with the connection it was taken from
  const { prepare } = BetterSqlite3.prototype;
  vi.spyOn(BetterSqlite3.prototype, 'prepare').mockImplementation(function (this: BetterSqlite3.Database, text) {
    asked.set(text, this);
    return prepare.call(this, text);
  });
  await using world = await createWorld();
  await createAnna(world);
  await world.ben.track(eml());
  asked.clear();
  await world.ben.track(eml({ id: 'reply@fabrikam.example', headers: ['In-Reply-To: <quote-1@fabrikam.example>'] }));
  const steps = [...asked].flatMap(([text, connection]) => {
    if (!/^\s*(select|insert|update|delete)\b/i.test(text)) return [];
    const values = (text.match(/\?/g) ?? []).map(() => '');
    const explained = prepare.call(connection, `explain query plan ${text}`) as BetterSqlite3.Statement;
    const plan = explained.all(...values) as { detail: string }[];
    return plan.map(({ detail }) => ({ detail, text: text.replace(/\s+/g, ' ').slice(0, 200) }));
  });
  expect(steps.length).toBeGreaterThan(10);
  expect(steps.filter(({ detail }) => growing.test(detail))).toEqual([]);
});
