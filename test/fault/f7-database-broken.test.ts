import { expect, test } from 'vitest';
import { breakDatabase } from './break-database.ts';

/** `npm run fault -- F7 --full`; the short form is a part of every run of the tests. */
const full = process.env['FAULT_FULL'] === '1';
const faults = full ? { terminateForMs: 300_000, crashes: 20 } : { terminateForMs: 2_000, crashes: 2 };

test('F7: connections are ended and the database crashes while mail is stored: what was acknowledged is there, once, and it goes on', async () => {
  const broken = await breakDatabase(faults);
  if (full) console.log(JSON.stringify(broken));
  expect(broken).toMatchObject({ ended: 0, lost: 0, twice: 0, unexpected: [] });
  expect(broken.terminated).toBeGreaterThan(0);
  expect(broken.recoveredAfterMs).toBeLessThan(10_000);
  expect(broken.mailboxReadAfterMs).toBeLessThan(10_000);
}, 3_600_000);
