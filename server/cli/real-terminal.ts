import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';

/** The streams of this process. */
export const realTerminal: Terminal = {
  print: (text) => void process.stdout.write(`${text}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
  confirm: async (question) => {
    if (!process.stdin.isTTY) return null;
    const asked = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^(y|yes|s|si|sí)$/i.test((await asked.question(`${question} [y/N] `)).trim());
    } finally {
      asked.close();
    }
  },
};

export const readStandardInput = async (): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
};
