/**
 * `npm run bench -- match`: whose ten addresses are these, among 1,000, 100,000 and 1,000,000 addresses.
 *
 * The whole use case behind POST /address-matches on warm databases of three sizes, asked in turns, and beside it the
 * bare statement that finds the owners. Growth is the largest median over the smallest.
 */
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import type { Actor } from '../../server/domain/actor.ts';
import { matchAddresses } from '../../server/usecases/addresses/match-addresses.ts';
import { createWorld, type TestClock, type World } from '../support/world.ts';
import { type BareEngine, type BenchEngine, postgresBench, sqliteBench } from './support/engines.ts';
import { contactAddress } from './support/mail.ts';
import { describeSample, printHeading, printResult, round, sampleOf } from './support/report.ts';

const sizes = [1_000, 100_000, 1_000_000];
const addressesAsked = 10;
const questions = 50;
const rounds = 8;
const clock: TestClock = { now: () => systemClock.now(), advance: () => undefined };

const series = 'with recursive series(n) as (select 0 union all select n + 1 from series where n + 1 < ';
const key = `'contact' || n || '@customer' || (n % 97) || '.example'`;

/** Contacts by the hundred thousand, with one address each, past the product: only reading is measured. */
const fill = async (bare: BareEngine, organizationId: string, size: number): Promise<void> => {
  const at = clock.now();
  await bare.transact([
    [
      `insert into record (organization_id, id, type, name, name_key, access, active, fields, created_at, updated_at, version)
       ${series}${size}) select $1, 'c' || n, 'contact', 'Contact ' || n, 'contact ' || n, 'organization', 1, '{}', ${at}, ${at}, 1
       from series`,
      [organizationId],
    ],
    [
      `insert into record_address (organization_id, record_id, position, address, address_key, loose_key, is_primary)
       ${series}${size}) select $1, 'c' || n, 0, ${key}, ${key}, ${key}, 1 from series`,
      [organizationId],
    ],
  ]);
};

interface Case {
  readonly size: number;
  readonly world: World;
  readonly bare: BareEngine;
  readonly whole: number[];
  readonly statement: number[];
}

const openCase = async (engine: BenchEngine, size: number): Promise<Case> => {
  const store = await engine.newDatabase(`match${size}`);
  const world = await createWorld({ store, clock, ids: createRandomIds(clock) });
  const bare = await engine.open(store);
  await fill(bare, world.contoso.id, size);
  await bare.gatherStatistics();
  return { size, world, bare, whole: [], statement: [] };
};

/** Ten addresses spread over the table; every question asks others. */
const asked = (size: number, question: number): string[] =>
  Array.from({ length: addressesAsked }, (_, n) => contactAddress(((question * addressesAsked + n) * 7_919) % size));

const actorOf = ({ ben }: World): Actor => ({
  organizationId: ben.organizationId,
  userId: ben.id,
  name: 'Ben Carter',
  role: 'user',
  loginId: '',
  deviceId: null,
});

const places = Array.from({ length: addressesAsked }, (_, n) => `$${n + 2}`).join(', ');
const bareStatement = `select a.address_key, r.id, r.type, r.name from record_address a
  join record r on r.organization_id = a.organization_id and r.id = a.record_id
  where a.organization_id = $1 and a.address_key in (${places}) and r.deleted_at is null`;

const timed = async (times: number[] | null, work: () => Promise<number>): Promise<void> => {
  const started = performance.now();
  const found = await work();
  times?.push(performance.now() - started);
  if (found !== addressesAsked) throw new Error(`${found} of ${addressesAsked} addresses were found`);
};

const ask = async (one: Case, question: number, isWarm: boolean): Promise<void> => {
  const { world, bare, size } = one;
  const addresses = asked(size, question);
  await timed(isWarm ? one.whole : null, async () => {
    const matches = await world.store.read(world.contoso.id, (read) =>
      matchAddresses(read, actorOf(world), { addresses, role: 'sender' }),
    );
    return matches.filter(({ resolution }) => resolution.kind === 'resolved').length;
  });
  await timed(isWarm ? one.statement : null, async () => {
    const rows = await bare.rows(bareStatement, [world.contoso.id, ...addresses]);
    return rows.length;
  });
};

const growthOf = (cases: readonly Case[], times: 'whole' | 'statement'): number => {
  const medians = cases.map((one) => sampleOf(one[times]).median);
  return round((medians.at(-1) ?? Number.NaN) / (medians[0] ?? Number.NaN));
};

const measure = async (engine: BenchEngine) => {
  const cases: Case[] = [];
  for (const size of sizes) cases.push(await openCase(engine, size));
  for (let pass = -2; pass < rounds; pass++)
    for (let question = 0; question < questions; question++)
      for (const one of cases) await ask(one, question, pass >= 0);
  console.log(`\n  ${engine.name} ${cases[0]?.bare.version ?? ''}, ten addresses, warm`);
  for (const { size, whole, statement } of cases) {
    console.log(`    ${size.toLocaleString('en').padStart(9)} use case   ${describeSample(sampleOf(whole))}`);
    console.log(`    ${''.padStart(9)} statement  ${describeSample(sampleOf(statement))}`);
  }
  const result = { growth: growthOf(cases, 'whole'), yardstickGrowth: growthOf(cases, 'statement') };
  console.log(`    growth ${result.growth} (aim: at most 1.5), of the bare statement ${result.yardstickGrowth}`);
  for (const { bare, world } of cases) {
    await bare.close();
    await world.close();
  }
  return result;
};

printHeading('match');
const only = process.argv.includes('--engine') ? process.argv[process.argv.indexOf('--engine') + 1] : undefined;
const results: Partial<Record<BenchEngine['name'], Awaited<ReturnType<typeof measure>>>> = {};
for (const [name, open] of Object.entries({ sqlite: sqliteBench, postgres: postgresBench })) {
  if (only !== undefined && name !== only) continue;
  const engine = await open();
  try {
    results[engine.name] = await measure(engine);
  } finally {
    await engine.close();
  }
}
printResult({ ...(results.sqlite ?? results.postgres), ...results });
