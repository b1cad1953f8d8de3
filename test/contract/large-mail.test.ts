import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startSmtpSink } from '../support/smtp-sink.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../support/large-mail.ts', import.meta.url));

/** Beside the parts themselves: the message, its transfer encoding in pieces, and what is on its way. */
const boundMb = 160;

test('S15: composing and sending a message of 25 MB takes the process at most 160 MB more', async () => {
  await using sink = await startSmtpSink();
  const attachmentBytes = Math.floor((25 * 1024 * 1024 * 3) / 4.12);
  const args = ['--max-old-space-size=96', '--import', 'tsx', program, String(sink.port), String(attachmentBytes)];
  const { stdout } = await run(process.execPath, args);
  const result = JSON.parse(stdout) as { told: string; sizeBytes: number; grownMb: number };
  expect(result.told).toBe('accepted');
  expect(result.sizeBytes).toBeGreaterThan(24 * 1024 * 1024);
  expect(result.grownMb).toBeLessThanOrEqual(boundMb);
}, 60_000);
