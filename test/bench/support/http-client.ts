import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface BenchAnswer {
  readonly status: number;
  readonly body: string;
  /** From the first byte sent to the last one received, as the caller measures it. */
  readonly ms: number;
}

/** One caller with one connection that stays open, as a browser keeps it. */
export interface BenchClient {
  post(path: string, type: string, body: Uint8Array): Promise<BenchAnswer>;
  close(): void;
}

const program = resolve('test/bench/support/caller.mjs');

/** The caller has a process of its own, so that its work is not counted as the server's. One call at a time. */
export const createBenchClient = (origin: string, token: string): BenchClient => {
  const { hostname, port } = new URL(origin);
  const caller = fork(program, [hostname, port, token], { serialization: 'advanced', execArgv: [] });
  const ended = once(caller, 'exit').then(() => {
    throw new Error('the caller of the benchmark ended');
  });
  ended.catch(() => undefined);
  return {
    post: async (path, type, body) => {
      const answer = once(caller, 'message');
      caller.send({ path: `/api/v1${path}`, type, body });
      const [message] = (await Promise.race([answer, ended])) as [BenchAnswer];
      return message;
    },
    close: () => caller.disconnect(),
  };
};
