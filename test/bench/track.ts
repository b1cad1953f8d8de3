/**
 * `npm run bench -- track`: Track in CRM over HTTP against a bare transaction that writes the same rows.
 *
 * The rows of each promotion are read back from the product's database and written once more, byte for byte, by the bare
 * driver into a second database of the same schema on the same engine: one multi-row statement a table, one durable
 * commit. The two take turns, message by message. `--engine sqlite` or `--engine postgres` measures one alone.
 */
import type { AppOptions } from '../../server/app.ts';
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { addRecord } from '../support/records.ts';
import { createWorld, type TestClock, type World } from '../support/world.ts';
import { type BareEngine, type BenchEngine, postgresBench, sqliteBench } from './support/engines.ts';
import { createBenchClient } from './support/http-client.ts';
import { benchMail, contactAddress } from './support/mail.ts';
import { describeSample, printHeading, printResult, round, sampleOf } from './support/report.ts';
import { writesOf } from './support/rows-of-promotion.ts';

const contacts = 1_000;
/** By then the program runs as it does for the rest of its days: V8 compiles a function well only after many calls. */
const warmUp = 1_000;
const measured = 3_000;

const clock: TestClock = { now: () => systemClock.now(), advance: () => undefined };

const openWorld = async (engine: BenchEngine, name: string): Promise<{ world: World; bare: BareEngine }> => {
  const store: AppOptions['store'] = await engine.newDatabase(name);
  const world = await createWorld({ store, clock, ids: createRandomIds(clock) });
  return { world, bare: await engine.open(store) };
};

const timed = async (times: number[], work: () => Promise<void>): Promise<void> => {
  const started = performance.now();
  await work();
  times.push(performance.now() - started);
};

const measure = async (engine: BenchEngine): Promise<number> => {
  const { world, bare: product } = await openWorld(engine, 'product');
  const { world: other, bare: yardstick } = await openWorld(engine, 'yardstick');
  for (let n = 0; n < contacts; n++)
    await addRecord(world, world.ben, 'contact', { name: `Contact ${n}`, addresses: [contactAddress(n)] });
  const client = createBenchClient(world.origin, world.ben.token);
  const whole: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < warmUp + measured; n++) {
    if (n === warmUp) await Promise.all([product.gatherStatistics(), yardstick.gatherStatistics()]);
    const mail = benchMail(n, contacts, 'ben@contoso.test');
    const answer = await client.post('/promotions', 'message/rfc822', mail);
    if (answer.status !== 201) throw new Error(`promotion ${n}: ${answer.status} ${answer.body}`);
    whole.push(answer.ms);
    const { activity } = JSON.parse(answer.body) as { activity: { id: string } };
    const writes = await writesOf(product, world.contoso.id, other.contoso.id, activity.id);
    await timed(bare, () => yardstick.transact(writes));
  }
  client.close();
  await Promise.all([product.close(), yardstick.close()]);
  await world.close();
  await other.close();
  const promotion = sampleOf(whole.slice(warmUp));
  const insert = sampleOf(bare.slice(warmUp));
  const ratio = promotion.median / insert.median;
  console.log(
    `\n  ${engine.name} ${product.version}, durable commits, ${contacts} contacts, 10 KB a mail, half replies`,
  );
  console.log(`    promotion over HTTP   ${describeSample(promotion)}`);
  console.log(`    bare transaction      ${describeSample(insert)}`);
  console.log(`    ratio ${ratio.toFixed(2)} (aim: at most 3)`);
  console.log(`    p99 / p50 ${(promotion.p99 / promotion.median).toFixed(2)} (aim: at most 5)`);
  return round(ratio);
};

printHeading('track');
const result: Partial<Record<BenchEngine['name'], number>> = {};
const only = process.argv[process.argv.indexOf('--engine') + 1];
const engines = { sqlite: sqliteBench, postgres: postgresBench };
for (const [name, open] of Object.entries(engines)) {
  if (process.argv.includes('--engine') && name !== only) continue;
  const engine = await open();
  try {
    result[engine.name] = await measure(engine);
  } finally {
    await engine.close();
  }
}
printResult({ ratio: result });
