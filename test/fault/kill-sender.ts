import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { type Caller, createWorld, type World } from '../support/world.ts';

const sender = fileURLToPath(new URL('./sender.ts', import.meta.url));
export const connections = 4;

/** Takes every mail, remembers it, and answers a little later: what was taken and not answered is what may go wrong. */
const startSink = async () => {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        taken.push(/^message-id:\s*(<[^>]+>)/im.exec(Buffer.concat(pieces).toString('latin1'))?.[1] ?? '');
        setTimeout(() => done(), Math.random() * 20);
      });
    },
  });
  // A sender that is killed leaves its connections open.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { taken, port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
};

const start = async (database: string, port: number): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--import', 'tsx', sender, database, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the sender did not start');
    }),
  ]);
  return child;
};

const queue = async (who: Caller, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const { id } = await who.call('createEmail', {
      body: { to: [`anna.${n}@fabrikam.example`], subject: `Mail ${n}`, text: 'Hello' },
    });
    await who.call('sendEmail', { params: { emailId: id } });
  }
};

const everyMail = async (who: Caller) => {
  const items = [];
  for (let cursor: string | undefined; ;) {
    const page = await who.call('listEmails', { query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) } });
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
};

const waits = (emails: Awaited<ReturnType<typeof everyMail>>): number =>
  emails.filter(({ recipients }) => recipients.some(({ state }) => ['queued', 'deferred', 'sending'].includes(state)))
    .length;

const longestDrainMs = 180_000;

/** Until nothing waits: leases of the dead run out meanwhile. */
const drain = async (who: Caller): Promise<void> => {
  const end = Date.now() + longestDrainMs;
  while (waits(await everyMail(who)) > 0) {
    if (Date.now() > end) throw new Error('mail still waits');
    await pause(300);
  }
};

/** What the two ledgers say: ours of every mail, the server's of every mail it took. */
export interface Ledgers {
  readonly mails: number;
  readonly lost: number;
  readonly silentDuplicates: number;
  readonly uncertain: number;
  /** Of the uncertain ones those that the author sees as such. */
  readonly listed: number;
}

const compare = async (who: Caller, taken: readonly string[]): Promise<Ledgers> => {
  const emails = await everyMail(who);
  const uncertain = emails.filter(({ recipients }) => recipients.some(({ state }) => state === 'uncertain'));
  const times = (id: string | null) => taken.filter((each) => each === id).length;
  const sent = emails.filter((email) => !uncertain.includes(email));
  return {
    mails: emails.length,
    lost: sent.filter(({ status, internetMessageId }) => status !== 'sent' || times(internetMessageId) === 0).length,
    silentDuplicates: emails.filter(({ internetMessageId }) => times(internetMessageId) > 1).length,
    uncertain: uncertain.length,
    listed: uncertain.filter(({ status, actions }) => status === 'sending' && actions.includes('settle')).length,
  };
};

interface Stage {
  readonly world: World;
  readonly database: string;
  readonly sink: Awaited<ReturnType<typeof startSink>>;
}

const onStage = async <T>(work: (stage: Stage) => Promise<T>): Promise<T> => {
  const directory = await mkdtemp(join(tmpdir(), 'kill-sender-'));
  const database = join(directory, 'world.sqlite');
  const sink = await startSink();
  const world = await createWorld({
    store: { engine: 'sqlite', path: database, contentDirectory: null },
    parts: [],
    smtp: { host: '127.0.0.1', port: sink.port, tls: 'none', credentials: null },
  });
  try {
    return await work({ world, database, sink });
  } finally {
    await world.close();
    await sink.stop();
    await rm(directory, { recursive: true });
  }
};

/** F1: a sender is killed so many times at random while it sends, and begun again; then the ledgers are compared. */
export const killSender = (kills: number, mailsPerKill: number): Promise<Ledgers> =>
  onStage(async ({ world, database, sink }) => {
    for (let kill = 0; kill < kills; kill += 1) {
      await queue(world.ben, mailsPerKill);
      const child = await start(database, sink.port);
      await pause(Math.random() * 400);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const last = await start(database, sink.port);
    await drain(world.ben);
    last.kill('SIGTERM');
    await once(last, 'exit');
    return compare(world.ben, sink.taken);
  });

/** F17: a sender is asked to end while it sends; how long that took, and what the ledgers say. */
export const endSender = (
  mails: number,
): Promise<Ledgers & { readonly endedAfterMs: number; readonly code: number | null }> =>
  onStage(async ({ world, database, sink }) => {
    await queue(world.ben, mails);
    const child = await start(database, sink.port);
    while (sink.taken.length === 0) await pause(5);
    const begun = Date.now();
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    const endedAfterMs = Date.now() - begun;
    const inHand = (await everyMail(world.ben)).filter(({ status }) => status === 'sending').length;
    const last = await start(database, sink.port);
    await drain(world.ben);
    last.kill('SIGTERM');
    await once(last, 'exit');
    const ledgers = await compare(world.ben, sink.taken);
    return { ...ledgers, lost: ledgers.lost + inHand, endedAfterMs, code };
  });
