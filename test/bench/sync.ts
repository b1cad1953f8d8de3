/**
 * `npm run bench -- sync`: what synchronization costs.
 *
 * The planner alone, in items a second: items that are linked and unchanged on both sides, linked items of which every
 * second changed, and items that meet for the first time. Then the whole product on SQLite, from the schedule to the kept
 * cursors, with a mailbox in this process: the first pairing of contacts that stand on both sides, half as many appointments
 * that come from the mailbox, and a quiet cycle with 1,000 contacts and 500 appointments and with ten times as many linked
 * ones, asked in turns. Growth is the median of the larger over that of the smaller.
 */
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import type { PresentItem, SyncFields, SyncKind, SyncLink } from '#shared/sync/item.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import { planSync } from '#shared/sync/plan.ts';
import type { PlanInput } from '#shared/sync/plan-input.ts';
import { createQuietMailbox, type QuietMailbox } from '../support/quiet-mailbox.ts';
import { createWorld, type TestClock, type World } from '../support/world.ts';
import { type BareEngine, type BenchEngine, sqliteBench } from './support/engines.ts';
import { describeSample, printHeading, printResult, round, sampleOf } from './support/report.ts';

const sizes = [1_000, 10_000] as const;
const planned = 100_000;
const plans = 7;
const cycles = 200;
const clock: TestClock = { now: () => systemClock.now(), advance: () => undefined };

const fieldsOf = (n: number, title = 'Buyer') => ({
  fullName: `Contact ${n}`,
  firstName: 'Contact',
  lastName: String(n),
  jobTitle: title,
  emails: [`contact${n}@customer${n % 97}.example`],
  businessPhone: `+49 ${n}`,
  city: 'Madrid',
});

const itemOf = (id: string, n: number, title: string | undefined, mark: string | undefined): PresentItem => {
  const revision = title === undefined ? '1' : '2';
  const item = { state: 'present', id, revision, fields: fieldsOf(n, title), modifiedAt: 1 } as const;
  const shown = { ...item, writable: true, scope: 'wanted' } as const;
  return mark === undefined ? shown : { ...shown, mark };
};

const linkOf = (n: number): SyncLink => ({
  id: `l${n}`,
  crmId: `c${n}`,
  mailboxId: `m${n}`,
  crmRevision: '1',
  mailboxRevision: '1',
  base: fieldsOf(n),
  unsettled: [],
  state: 'whole',
});

type Case = 'unchanged' | 'changed' | 'firstPairing';

const inputOf = (which: Case): PlanInput => {
  const numbers = Array.from({ length: planned }, (_, n) => n);
  const title = (n: number) => (which === 'changed' && n % 2 === 0 ? 'Head buyer' : undefined);
  const mark = (n: number) => (which === 'firstPairing' ? undefined : `c${n}`);
  return {
    links: which === 'firstPairing' ? [] : numbers.map(linkOf),
    views: {
      crm: { complete: true, items: new Map(numbers.map((n) => [`c${n}`, itemOf(`c${n}`, n, title(n), undefined)])) },
      mailbox: {
        complete: true,
        items: new Map(numbers.map((n) => [`m${n}`, itemOf(`m${n}`, n, undefined, mark(n))])),
      },
    },
    policy: {
      rules: kinds.contact,
      directions: kinds.contact.directions,
      conflicts: 'newer',
      onLeaving: 'unlink',
      now: 1,
    },
    apart: { crm: new Set(), mailbox: new Set() },
    answers: new Map(),
  };
};

const expected: Readonly<Record<Case, number>> = { unchanged: 0, changed: planned / 2, firstPairing: planned };

/** Pairs of items a second. */
const planRate = (which: Case): number => {
  const input = inputOf(which);
  const times: number[] = [];
  for (let run = -2; run < plans; run += 1) {
    const started = performance.now();
    const actions = planSync(input);
    if (run >= 0) times.push(performance.now() - started);
    if (actions.length !== expected[which]) throw new Error(`${which}: ${actions.length} actions`);
  }
  const { median } = sampleOf(times);
  const perSecond = Math.round((planned / median) * 1_000);
  console.log(
    `    ${which.padEnd(13)} ${perSecond.toLocaleString('en').padStart(10)} items a second, ${describeSample(sampleOf(times))}`,
  );
  return perSecond;
};

interface Running {
  readonly size: number;
  readonly world: World;
  readonly bare: BareEngine;
  readonly mailbox: QuietMailbox;
  readonly firstMs: number;
  readonly times: number[];
}

const series = 'with recursive series(n) as (select 0 union all select n + 1 from series where n + 1 < ';
const address = `'contact' || n || '@customer' || (n % 97) || '.example'`;
const fields = `'{"firstName":"Contact","lastName":"' || n || '","jobTitle":"Buyer","phone":"+49 ' || n || '","city":"Madrid"}'`;

/** Ben's contacts, past the product: only synchronizing is measured. */
const fill = async (bare: BareEngine, { contoso, ben }: World, size: number): Promise<void> => {
  const at = clock.now();
  await bare.transact([
    [
      `insert into record (organization_id, id, type, name, name_key, owner_id, access, active, fields, created_at, updated_at, version)
       ${series}${size}) select $1, 'c' || n, 'contact', 'Contact ' || n, 'contact ' || n, $2, 'organization', 1, ${fields}, ${at}, ${at}, 1
       from series`,
      [contoso.id, ben.id],
    ],
    [
      `insert into record_address (organization_id, record_id, position, address, address_key, loose_key, is_primary)
       ${series}${size}) select $1, 'c' || n, 0, ${address}, ${address}, ${address}, 1 from series`,
      [contoso.id],
    ],
  ]);
};

const eventsBeside = (size: number): number => size / 2;

const firstStart = Date.parse('2027-03-01T09:00:00Z');
const momentOf = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** An hour of its own. */
const eventOf = (n: number): SyncFields => ({
  uid: `event-${n}@customer.example`,
  subject: `Visit ${n}`,
  start: momentOf(firstStart + n * 3_600_000),
  end: momentOf(firstStart + (n + 1) * 3_600_000),
  allDay: false,
  location: 'Madrid',
  notes: '',
});

const insistOnPairs = async ({ ben }: World, kind: SyncKind, size: number, { collections }: QuietMailbox) => {
  const { account } = await ben.call('getMySynchronization');
  const linked = account?.linked.find((one) => one.kind === kind)?.count ?? 0;
  if (linked !== size || collections[kind].size() !== size)
    throw new Error(`${linked} of ${size} ${kind}s were paired`);
};

/** Connected, enabled, and paired once. */
const open = async (engine: BenchEngine, size: number): Promise<Running> => {
  const store = await engine.newDatabase(`sync${size}`);
  const mailbox = createQuietMailbox();
  const world = await createWorld({
    store,
    clock,
    ids: createRandomIds(clock),
    parts: ['sync'],
    synchronization: { sides: () => mailbox.sides },
  });
  const bare = await engine.open(store);
  await fill(bare, world, size);
  for (let n = 0; n < size; n += 1) mailbox.collections.contact.add(`m${n}`, fieldsOf(n), 'outside');
  for (let n = 0; n < eventsBeside(size); n += 1) mailbox.collections.appointment.add(`e${n}`, eventOf(n), 'wanted');
  await world.ben.call('connectMySynchronization', { body: { url: 'https://dav.example/', user: 'ben', secret: 'x' } });
  await world.ben.call('changeMySynchronization', { body: { kinds: ['contact', 'appointment'] } });
  await world.ben.call('enableMySynchronization', { body: { enabled: true } });
  const started = performance.now();
  await world.app.runner.settle();
  const firstMs = performance.now() - started;
  await insistOnPairs(world, 'contact', size, mailbox);
  await insistOnPairs(world, 'appointment', eventsBeside(size), mailbox);
  return { size, world, bare, mailbox, firstMs, times: [] };
};

/** What `sync run --once` does: the account is due, and its cycle finds nothing. */
const quietCycle = async ({ world, times }: Running, isWarm: boolean): Promise<void> => {
  await world.store.transact(world.contoso.id, (tx) => tx.synchronization.hurryAll());
  const started = performance.now();
  await world.app.runner.settle();
  if (isWarm) times.push(performance.now() - started);
};

const measureCycles = async (engine: BenchEngine): Promise<number> => {
  const running: Running[] = [];
  for (const size of sizes) running.push(await open(engine, size));
  for (let n = -20; n < cycles; n += 1) for (const one of running) await quietCycle(one, n >= 0);
  console.log(`\n  whole product, SQLite ${running[0]?.bare.version ?? ''}, a mailbox in this process`);
  for (const { size, firstMs, times } of running) {
    const items = size + eventsBeside(size);
    const perItem = `${round(firstMs / items)} ms each`;
    console.log(`    ${items.toLocaleString('en').padStart(7)} first pairing  ${round(firstMs / 1_000)} s, ${perItem}`);
    console.log(`    ${''.padStart(7)} quiet cycle    ${describeSample(sampleOf(times))}`);
  }
  const medians = running.map(({ times }) => sampleOf(times).median);
  const growth = round((medians[1] ?? Number.NaN) / (medians[0] ?? Number.NaN));
  console.log(`    growth ${growth} (aim: at most 1.2)`);
  for (const { world, bare } of running) {
    await bare.close();
    await world.close();
  }
  return growth;
};

printHeading('sync');
console.log(`\n  planner alone, ${planned.toLocaleString('en')} items on each side (aim: at least 100,000 a second)`);
const plannerPerSecond = Math.min(...(['unchanged', 'changed', 'firstPairing'] as const).map(planRate));
const engine = sqliteBench();
try {
  printResult({ growth: await measureCycles(engine), plannerPerSecond });
} finally {
  await engine.close();
}
