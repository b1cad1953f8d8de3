import type { ChildProcessByStdio } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

const given = new Set<number>();

/** A loopback port that was free a moment ago, for programs that cannot choose one themselves; each once. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
};

/** A program that serves until it is stopped. */
export interface KeptProgram {
  readonly hasEnded: () => boolean;
  /** The end of what it printed. */
  readonly printed: () => string;
  readonly ended: Promise<void>;
  /** Ends this program alone, by its id, and waits for it. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export const keepProgram = (child: ChildProcessByStdio<null, Readable, Readable>): KeptProgram => {
  let text = '';
  let ended = false;
  const keep = (piece: Buffer) => void (text = (text + piece.toString('utf8')).slice(-4_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const end = new Promise<void>((resolve) => {
    const over = () => {
      ended = true;
      resolve();
    };
    child.once('exit', over);
    child.once('error', (error) => {
      text += error.message;
      over();
    });
  });
  return {
    hasEnded: () => ended,
    printed: () => text,
    ended: end,
    stop: (signal = 'SIGTERM') => {
      if (!ended) child.kill(signal);
      return end;
    },
  };
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });

/** Waits until something listens there; throws with what the program printed when it ends before or takes 15 s. */
export const untilItListens = async (port: number, program: KeptProgram): Promise<void> => {
  for (let look = 0; look < 600; look += 1) {
    if (await answers(port)) return;
    if (program.hasEnded()) throw new Error(`the program ended: ${program.printed()}`);
    await pause(25);
  }
  throw new Error(`nothing listens on ${port}: ${program.printed()}`);
};

/** Waits until nothing listens there any more: children of a program may hold its port a moment longer; throws after 15 s. */
export const untilNothingListens = async (port: number): Promise<void> => {
  for (let look = 0; look < 600; look += 1) {
    if (!(await answers(port))) return;
    await pause(25);
  }
  throw new Error(`something still listens on ${port}`);
};
