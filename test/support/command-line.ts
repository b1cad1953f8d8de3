import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { commandLine as runCommandLine } from '../../server/cli/command-line.ts';
import { readConfig } from '../../server/config/config.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const root = join(import.meta.dirname, '..', '..');
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const program = join(root, 'server', 'cli', 'main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Serving extends AsyncDisposable {
  /** `http://localhost:PORT`. */
  readonly origin: string;
  /** Everything on standard output until now. */
  out(): string;
}

/** A folder of its own in which the real `correspond` is run from its sources. */
export interface CommandLine extends Disposable {
  readonly folder: string;
  /** Runs a command in a process of its own; `input` goes to its standard input. */
  spawn(argv: readonly string[], input?: string): Promise<Ended>;
  /** The same within the test, which is much faster. */
  run(argv: readonly string[], input?: string): Promise<Ended>;
  /** `serve --json` on a free port, until disposed of. */
  serve(): Promise<Serving>;
}

const textOf = (stream: NodeJS.ReadableStream | null): (() => string) => {
  let text = '';
  stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  return () => text;
};

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

export const commandLine = (settings: Readonly<Record<string, string>> = {}): CommandLine => {
  const folder = mkdtempSync(join(tmpdir(), 'correspond-cli-'));
  const own = { DEMO: '0', TLS: 'off', PORT: '0', LOG_LEVEL: 'warn', ...settings };
  const env = { PATH: process.env['PATH'], ...own };
  const start = (argv: readonly string[]) =>
    spawn(process.execPath, [tsx, '--tsconfig', join(root, 'server', 'tsconfig.json'), program, ...argv], {
      cwd: folder,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  return {
    folder,
    run: async (argv, input = '') => {
      const terminal = recordedTerminal();
      const code = await runCommandLine(argv, {
        terminal,
        config: () => {
          const reading = readConfig(own, folder);
          if (reading.kind === 'mistakes') throw new Error('the settings of the test are right');
          return reading.config;
        },
        readInput: () => Promise.resolve(input),
      });
      const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
      return { code, out: text(terminal.printed), err: text(terminal.said) };
    },
    spawn: async (argv, input = '') => {
      const child = start(argv);
      const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
      child.stdin.end(input);
      const code = await ended(child);
      return { code, out: out(), err: err() };
    },
    serve: async () => {
      const child = start(['serve', '--json']);
      const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
      const stopped = ended(child);
      const line = await new Promise<string>((resolve, reject) => {
        createInterface({ input: child.stdout }).once('line', resolve);
        void stopped.then((code) => reject(new Error(`serve ended with ${String(code)}: ${err()}`)));
      });
      return {
        origin: (JSON.parse(line) as { listening: string }).listening,
        out,
        [Symbol.asyncDispose]: async () => {
          child.kill('SIGTERM');
          await stopped;
        },
      };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};
