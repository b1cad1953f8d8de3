/**
 * `npm run bench -- outbox`: mail that waits in the durable outbox to `smtp-sink`, against nodemailer's pool with the same
 * bytes ready in memory, and against Postfix's `smtp-source`.
 *
 * They take turns, so many mails each. Everything of the outbox is in its part: claims, the marker before each final dot,
 * the outcome of each mail, journal and audit. Then the memory of a process that sends a thousand mails of a short queue and
 * of a long one. `--engine sqlite` or `--engine postgres` measures one alone, `--turns N` more
 * or fewer turns.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { findPostfix } from '../setup/programs.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { createWorld, type TestClock } from '../support/world.ts';
import { drainOutbox } from './support/drain-outbox.ts';
import { type BenchEngine, postgresBench, sqliteBench } from './support/engines.ts';
import { answersForMemory, type Memory, memoryOf } from './support/outbox-memory.ts';
import { copyQueued, queueOne, waitingMail } from './support/queued-mail.ts';
import { printHeading, printResult, round } from './support/report.ts';

const mailsPerTurn = 1_000;
const given = (name: string): string | undefined => process.argv[process.argv.indexOf(name, 2) + 1];
const turns = process.argv.includes('--turns') ? Number(given('--turns')) : 7;
/** To the server: of the outbox as it is, and of those it is measured against. */
const connections = 20;

const clock: TestClock = { now: () => systemClock.now(), advance: () => undefined };

interface Turn {
  readonly perSecond: number;
  readonly cpuMsPerMail: number;
}

const timed = async (mails: number, work: () => Promise<unknown>): Promise<Turn> => {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: mails / seconds, cpuMsPerMail: (user + system) / 1_000 / mails };
};

interface Mail {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** nodemailer's pool, warm from turn to turn. */
const openPool = (port: number, { from, to, bytes }: Mail) => {
  const pool = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: (count: number) =>
      Promise.all(Array.from({ length: count }, () => pool.sendMail({ envelope: { from, to }, raw: bytes }))),
    close: () => pool.close(),
  };
};

const runSource = async (port: number, count: number): Promise<void> => {
  const source = findPostfix()?.source;
  if (source === undefined) throw new Error('The benchmark needs smtp-source (Debian: postfix).');
  const args = ['-s', String(connections), '-m', String(count), '-l', '10000', `127.0.0.1:${port}`];
  const [code] = (await once(spawn(source, args, { stdio: 'ignore' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
};

const smtpAt = (port: number) => ({ host: '127.0.0.1', port, tls: 'none', credentials: null }) as const;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const describe = (name: string, all: readonly Turn[], cpuKnown = true): void => {
  const rates = all.map(({ perSecond }) => perSecond);
  const cpu = cpuKnown ? `, ${median(all.map(({ cpuMsPerMail }) => cpuMsPerMail)).toFixed(2)} ms CPU a mail` : '';
  console.log(
    `    ${name.padEnd(20)} ${Math.round(median(rates))} a second (${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))})${cpu}`,
  );
};

/** So many wait, and as many of them as the smaller number are sent meanwhile. */
const queueLengths = [1_000, 100_000] as const;

/** The growth of memory from the short queue to the long one, of small mails: a hundred thousand large ones fill a disk. */
const measureMemory = async (engine: BenchEngine): Promise<Record<'short' | 'long', Memory>> => {
  await using sink = await startSmtpSink();
  const measured: Memory[] = [];
  for (const waiting of queueLengths) {
    const store = await engine.newDatabase(`memory_${waiting}`);
    const world = await createWorld({ store, clock, ids: createRandomIds(clock), parts: [], smtp: smtpAt(sink.port) });
    const bare = await engine.open(store);
    await copyQueued(bare, engine.name, await waitingMail(bare, await queueOne(world.ben, 'Short.')), waiting);
    await bare.gatherStatistics();
    await bare.close();
    await world.close();
    measured.push(await memoryOf({ store, port: sink.port, mails: queueLengths[0] }));
  }
  const [short, long] = measured as [Memory, Memory];
  const row = (name: string, { heapMB, rssMB }: Memory) =>
    console.log(`    ${name.padEnd(20)} heap ${heapMB} MB after collection, process ${rssMB} MB`);
  row(`${queueLengths[0]} wait`, short);
  row(`${queueLengths[1]} wait`, long);
  return { short, long };
};

const measure = async (engine: BenchEngine): Promise<number> => {
  await using sink = await startSmtpSink();
  const store = await engine.newDatabase('outbox');
  const world = await createWorld({ store, clock, ids: createRandomIds(clock), parts: [], smtp: smtpAt(sink.port) });
  const bare = await engine.open(store);
  const id = await queueOne(world.ben);
  const original = await waitingMail(bare, id);
  const bytes = await world.store.read(world.contoso.id, (read) => read.contents.read(original.sha256));
  if (bytes === null) throw new Error('the mail has no bytes');
  const pool = openPool(sink.port, {
    from: world.ben.email,
    to: 'anna@fabrikam.example',
    bytes: Buffer.from(bytes),
  });
  const [ours, nodemailer, source]: [Turn[], Turn[], Turn[]] = [[], [], []];
  for (let turn = 0; turn <= turns; turn += 1) {
    await copyQueued(bare, engine.name, original, mailsPerTurn);
    ours.push(await timed(mailsPerTurn, () => drainOutbox(world.app)));
    nodemailer.push(await timed(mailsPerTurn, () => pool.send(mailsPerTurn)));
    source.push(await timed(mailsPerTurn, () => runSource(sink.port, mailsPerTurn)));
  }
  const [found] = await bare.rows('select count(*) as sent from outbound_recipient where state = $1', ['sent']);
  const sent = Number(found?.['sent']);
  if (sent !== mailsPerTurn * (turns + 1)) throw new Error(`${sent} mails were sent`);
  pool.close();
  await bare.close();
  await world.close();
  const ratio =
    median(ours.slice(1).map(({ perSecond }) => perSecond)) /
    median(nodemailer.slice(1).map(({ perSecond }) => perSecond));
  console.log(
    `\n  ${engine.name} ${bare.version}, ${bytes.byteLength} bytes a mail, ${connections} connections, ${turns} turns of ${mailsPerTurn}`,
  );
  describe('outbox', ours.slice(1));
  describe("nodemailer's pool", nodemailer.slice(1));
  describe('smtp-source', source.slice(1), false);
  console.log(`    ratio to nodemailer ${ratio.toFixed(2)} (aim: at least ${engine.name === 'sqlite' ? 0.8 : 0.5})`);
  return round(ratio);
};

if (await answersForMemory()) process.exit(0);
printHeading('outbox');
const result: Partial<Record<BenchEngine['name'], number>> = {};
const memory: Partial<Record<BenchEngine['name'], Record<'short' | 'long', Memory>>> = {};
for (const [name, open] of Object.entries({ sqlite: sqliteBench, postgres: postgresBench })) {
  if (process.argv.includes('--engine') && name !== given('--engine')) continue;
  const engine = await open();
  try {
    result[engine.name] = await measure(engine);
    memory[engine.name] = await measureMemory(engine);
  } finally {
    await engine.close();
  }
}
printResult({ ratio: result, memory });
