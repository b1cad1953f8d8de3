import { spawn } from 'node:child_process';
import { findPostfix } from '../setup/programs.ts';
import { freePort, keepProgram, untilItListens } from './child-program.ts';

export interface SmtpSink extends AsyncDisposable {
  readonly port: number;
}

/** Postfix's test sink on loopback; options as smtp-sink(1) has them, `-f`, `RCPT`. */
export const startSmtpSink = async (...options: readonly string[]): Promise<SmtpSink> => {
  const programs = findPostfix();
  if (programs === null) throw new Error('The tests need smtp-sink (Debian: postfix).');
  const port = await freePort();
  const as = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const args = [...as, ...options, `127.0.0.1:${port}`, '128'];
  const sink = keepProgram(spawn(programs.sink, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  await untilItListens(port, sink);
  return { port, [Symbol.asyncDispose]: () => sink.stop() };
};
