import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { type OwnPostgres, startPostgres } from '../setup/postgres.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { acceptAll } from '../support/router.ts';
import { testSecrets } from '../support/test-secrets.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';
import { addSink, drain, lying, sink, stored } from './forward-mailbox.ts';

const product = fileURLToPath(new URL('./product.ts', import.meta.url));
const writers = 3;
const betweenTerminationsMs = 200;
/** Whoever got no answer by then counts it as none. */
const patienceMs = 60_000;

const start = async (url: string): Promise<{ readonly child: ChildProcess; readonly origin: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', product, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [told] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the product did not start');
    }),
  ])) as [Buffer];
  return { child, origin: told.toString().trim() };
};

/** Tracks one mail after the other, and remembers what it was told. */
class Writer {
  readonly acknowledged: string[] = [];
  /** Answers that say neither that it is stored nor that the database cannot be reached. */
  readonly unexpected: string[] = [];
  refused = 0;
  lastAnsweredAt = 0;
  #ended = false;

  async run(name: string, origin: string, { token }: Caller): Promise<void> {
    for (let n = 0; !this.#ended; n += 1) {
      const id = `${name}-${n}@fabrikam.example`;
      const begunAt = performance.now();
      const answer = await fetch(`${origin}/api/v1/promotions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
        body: eml({ id, subject: id }),
        signal: AbortSignal.timeout(patienceMs),
      }).catch((error: unknown) => String(error));
      if (typeof answer === 'string') this.unexpected.push(answer);
      else if (answer.ok) {
        this.acknowledged.push(id);
        this.lastAnsweredAt = begunAt;
      } else if (answer.status === 503) this.refused += 1;
      else this.unexpected.push(`${answer.status} ${await answer.text()}`);
      if (typeof answer === 'string' || !answer.ok) await pause(20);
    }
  }

  end(): void {
    this.#ended = true;
  }
}

interface Stage {
  readonly postgres: OwnPostgres;
  readonly dovecot: Dovecot;
  readonly world: World;
  readonly writers: readonly Writer[];
  readonly delivered: string[];
  readonly database: string;
}

const deliverOne = ({ dovecot, delivered }: Stage): void => {
  const id = `arrival-${delivered.length}@fabrikam.example`;
  delivered.push(id);
  const bytes = eml({ id, subject: id, headers: ['Delivered-To: ben@contoso.test'] });
  dovecot.lay(sink.user, [{ bytes, arrivedAt: new Date() }]);
};

/** Every connection but its own is ended, again and again. */
const terminateFor = async (stage: Stage, ms: number): Promise<number> => {
  const client = new pg.Client({ connectionString: stage.postgres.url });
  await client.connect();
  let terminated = 0;
  for (const endAt = performance.now() + ms; performance.now() < endAt;) {
    const { rowCount } = await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [stage.database],
    );
    terminated += rowCount ?? 0;
    deliverOne(stage);
    await pause(betweenTerminationsMs);
  }
  await client.end();
  return terminated;
};

/** Until each writer was told of something stored that it began after this call; milliseconds. */
const untilAllWrite = async (stage: Stage): Promise<number> => {
  const from = performance.now();
  while (stage.writers.some(({ lastAnsweredAt }) => lastAnsweredAt < from)) {
    if (performance.now() - from > patienceMs) throw new Error('nothing is stored any more');
    await pause(20);
  }
  return performance.now() - from;
};

export interface Broken {
  /** A process that ended by itself. */
  readonly ended: number;
  readonly terminated: number;
  readonly acknowledged: number;
  /** Told as stored, or removed from the mailbox, and not stored. */
  readonly lost: number;
  readonly twice: number;
  readonly unexpected: readonly string[];
  /** From the return of the database to the next write of every writer, the longest, and until the mailbox is empty. */
  readonly recoveredAfterMs: number;
  /** Mails that lay there when the database was back for the last time. */
  readonly piledUp: number;
  readonly mailboxReadAfterMs: number;
}

const breakIt = async (stage: Stage, { terminateForMs, crashes }: Faults) => {
  let recoveredAfterMs = 0;
  const recovers = async () => {
    recoveredAfterMs = Math.max(recoveredAfterMs, await untilAllWrite(stage));
  };
  await recovers();
  recoveredAfterMs = 0;
  const terminated = await terminateFor(stage, terminateForMs);
  await recovers();
  for (let crash = 0; crash < crashes; crash += 1) {
    await pause(Math.random() * 500);
    deliverOne(stage);
    await stage.postgres.crash();
    await recovers();
  }
  const piledUp = lying(stage.dovecot).size;
  const from = performance.now();
  await drain(stage.world, stage.dovecot);
  return { terminated, recoveredAfterMs, piledUp, mailboxReadAfterMs: performance.now() - from };
};

export interface Faults {
  readonly terminateForMs: number;
  readonly crashes: number;
}

const judge = async ({ world, writers: all, delivered }: Stage) => {
  const ids = await stored(world.ben);
  const known = new Set(ids);
  const promised = [...all.flatMap(({ acknowledged }) => acknowledged), ...delivered];
  return {
    acknowledged: promised.length,
    lost: promised.filter((id) => !known.has(id)).length,
    twice: ids.length - known.size,
    unexpected: [...new Set(all.flatMap(({ unexpected }) => unexpected))],
  };
};

/** F7: the connections of a product that works are ended for so long, and its database server crashes so many times. */
export const breakDatabase = async (faults: Faults): Promise<Broken> => {
  const postgres = await startPostgres({ durable: true });
  await using dovecot = await startDovecot({ users: { [sink.user]: sink.secret } });
  const database = 'faults';
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = `/${database}`;
  const world = await createWorld({
    store: { engine: 'postgres', url: url.href, connections: 2 },
    clock: systemClock,
    secrets: testSecrets,
    allowedNetworks: ['127.0.0.0/8'],
    parts: [],
  });
  await acceptAll(world.ben);
  await addSink(world, dovecot);
  const { child, origin } = await start(url.href);
  let ended = 0;
  child.once('exit', () => (ended += 1));
  const working = Array.from({ length: writers }, () => new Writer());
  const stage = { postgres, dovecot, world, writers: working, delivered: [], database };
  const runs = working.map((writer, n) => writer.run(`writer${n}`, origin, world.ben));
  try {
    const figures = await breakIt(stage, faults);
    for (const writer of working) writer.end();
    await Promise.all(runs);
    const endedByItself = ended;
    return { ...figures, ...(await judge(stage)), ended: endedByItself };
  } finally {
    for (const writer of working) writer.end();
    await Promise.all(runs);
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await world.close();
    await postgres.stop();
  }
};
