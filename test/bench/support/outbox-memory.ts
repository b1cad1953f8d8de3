/** What the outbox keeps in memory while so many mails wait: measured in a process that does nothing else. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createPinoLog } from '../../../server/adapters/system/pino-log.ts';
import type { StoreLocation } from '../../../server/adapters/store/store.ts';
import { createApp } from '../../../server/app.ts';
import type { MailTransport } from '../../../server/ports/mail-transport.ts';
import { drainOutbox } from './drain-outbox.ts';
import { round } from './report.ts';

export interface Memory {
  /** What is in use after a garbage collection, at the most. */
  readonly heapMB: number;
  /** What the process holds, at the most. */
  readonly rssMB: number;
}

interface Asked {
  readonly store: StoreLocation;
  readonly port: number;
  readonly mails: number;
}

const flag = '--memory-of';
const mb = (bytes: number): number => round(bytes / 2 ** 20, 1);

/** Calls `seen` with how many mails were handed over so far. */
const counting = (transport: MailTransport, seen: (count: number) => void): MailTransport => {
  let count = 0;
  return {
    send: async (...mail) => {
      const delivery = await transport.send(...mail);
      seen((count += 1));
      return delivery;
    },
    test: (...asked) => transport.test(...asked),
    close: () => transport.close(),
  };
};

/** The process that measures itself: sends so many of the mails that wait, and looks at every hundredth. */
const measureHere = async ({ store, port, mails }: Asked): Promise<Memory> => {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('the process was not started with --expose-gc');
  const app = await createApp({
    store,
    log: createPinoLog('silent'),
    smtp: { host: '127.0.0.1', port, tls: 'none', credentials: null },
    parts: [],
  });
  const enough = new AbortController();
  let most: Memory = { heapMB: 0, rssMB: 0 };
  const transport = counting(app.transport, (count) => {
    if (count % 100 === 0) {
      collect();
      const { heapUsed, rss } = process.memoryUsage();
      most = { heapMB: Math.max(most.heapMB, mb(heapUsed)), rssMB: Math.max(most.rssMB, mb(rss)) };
    }
    if (count >= mails) enough.abort();
  });
  await drainOutbox({ ...app, transport }, enough.signal);
  await app.close();
  return most;
};

/** In the process that `memoryOf` starts: measures, answers, and gives true. */
export const answersForMemory = async (): Promise<boolean> => {
  const at = process.argv.indexOf(flag);
  if (at < 0) return false;
  process.send?.(await measureHere(JSON.parse(process.argv[at + 1] ?? '') as Asked));
  process.disconnect();
  return true;
};

/** Sends so many of the mails that wait in this database, in a process of its own. */
export const memoryOf = async (asked: Asked): Promise<Memory> => {
  const child = fork(process.argv[1] ?? '', [flag, JSON.stringify(asked)], { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const [memory] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('the process that measures its memory ended');
    }),
  ])) as [Memory];
  await ended;
  return memory;
};
