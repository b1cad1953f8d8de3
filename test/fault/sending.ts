import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const sender = fileURLToPath(new URL('./sender.ts', import.meta.url));
/** Of one sender. */
export const connections = 4;
/** So long a mail is in the hand of a sender that says nothing. */
const leaseMs = 1_500;

interface Taken {
  readonly messageId: string;
  readonly bytes: Buffer;
}

/** Answers that are kept back until enough mails wait for theirs, and then until they are let go. */
const createHold = () => {
  const answers: (() => void)[] = [];
  let enough = { count: Number.POSITIVE_INFINITY, reached: (): void => undefined };
  return {
    holds: () => enough.count < Number.POSITIVE_INFINITY,
    keep: (answer: () => void): void => {
      answers.push(answer);
      if (answers.length >= enough.count) enough.reached();
    },
    until: (count: number): Promise<void> => new Promise((reached) => (enough = { count, reached })),
    letGo: (): void => {
      enough = { count: Number.POSITIVE_INFINITY, reached: () => undefined };
      for (const answer of answers.splice(0)) answer();
    },
  };
};

/** Takes every mail, remembers it, and answers a little later: what was taken and not answered is what may go wrong. */
const startSink = async () => {
  const taken: Taken[] = [];
  const hold = createHold();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const bytes = Buffer.concat(pieces);
        taken.push({ messageId: /^message-id:\s*(<[^>]+>)/im.exec(bytes.toString('latin1'))?.[1] ?? '', bytes });
        if (hold.holds()) hold.keep(done);
        else setTimeout(() => done(), Math.random() * 20);
      });
    },
  });
  // A sender that is killed leaves its connections open.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { taken, port, hold, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
};

/** Mail to be sent, and a server that takes it. */
export interface Stage {
  readonly world: World;
  readonly store: StoreLocation;
  readonly sink: Awaited<ReturnType<typeof startSink>>;
}

/** A world on this database that sends nothing by itself. */
export const onStage = async <T>(store: StoreLocation, work: (stage: Stage) => Promise<T>): Promise<T> => {
  const sink = await startSink();
  const smtp = { host: '127.0.0.1', port: sink.port, tls: 'none', credentials: null } as const;
  const world = await createWorld({ store, parts: [], smtp });
  try {
    return await work({ world, store, sink });
  } finally {
    await world.close();
    await sink.stop();
  }
};

/** A process that sends what is due. */
export const startSender = async ({ store, sink }: Stage): Promise<ChildProcess> => {
  const options = JSON.stringify({ store, port: sink.port, connections, leaseMs });
  const child = spawn(process.execPath, ['--import', 'tsx', sender, options], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the sender did not start');
    }),
  ]);
  return child;
};

/** Asks it to end; gives its exit code. */
export const stopSender = async (child: ChildProcess): Promise<number | null> => {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await ended)[0];
};

export const queue = async (who: Caller, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const { id } = await who.call('createEmail', {
      body: { to: [`anna.${n}@fabrikam.example`], subject: `Mail ${n}`, text: 'Hello' },
    });
    await who.call('sendEmail', { params: { emailId: id } });
  }
};

export const everyMail = async (who: Caller) => {
  const items = [];
  for (let cursor: string | undefined; ;) {
    const page = await who.call('listEmails', { query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) } });
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
};

const longestDrainMs = 180_000;

/** Each mail is looked at once: state by state, one that goes back to waiting meanwhile would be seen in none. */
const waits = async (who: Caller): Promise<boolean> =>
  (await everyMail(who)).some(({ recipients }) =>
    recipients.some(({ state }) => ['queued', 'deferred', 'sending'].includes(state)),
  );

/** Until nothing waits: leases of the dead run out meanwhile. */
export const drain = async (who: Caller): Promise<void> => {
  const end = Date.now() + longestDrainMs;
  while (await waits(who)) {
    if (Date.now() > end) throw new Error('mail still waits');
    await pause(300);
  }
};

const isUncertain = ({ recipients }: Awaited<ReturnType<typeof everyMail>>[number]): boolean =>
  recipients.some(({ state }) => state === 'uncertain');

/** What the two ledgers say: ours of every mail, the server's of every mail it took. */
export interface Ledgers {
  readonly mails: number;
  readonly lost: number;
  readonly silentDuplicates: number;
  readonly uncertain: number;
  /** Of the uncertain ones those that the author sees as such. */
  readonly listed: number;
  /** Of the uncertain ones those that the server took. */
  readonly arrived: number;
}

export const compare = async ({ world, sink }: Stage): Promise<Ledgers> => {
  const emails = await everyMail(world.ben);
  const uncertain = emails.filter(isUncertain);
  const counts = new Map<string | null, number>();
  for (const { messageId } of sink.taken) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  const times = (id: string | null): number => counts.get(id) ?? 0;
  const sent = emails.filter((email) => !isUncertain(email));
  return {
    mails: emails.length,
    lost: sent.filter(({ status, internetMessageId }) => status !== 'sent' || times(internetMessageId) === 0).length,
    silentDuplicates: emails.filter(({ internetMessageId }) => times(internetMessageId) > 1).length,
    uncertain: uncertain.length,
    listed: uncertain.filter(({ status, actions }) => status === 'sending' && actions.includes('settle')).length,
    arrived: uncertain.filter(({ internetMessageId }) => times(internetMessageId) > 0).length,
  };
};
