import { expect, test } from 'vitest';
import { freshDatabase } from '../support/postgres.ts';
import { stopSenders } from './stop-sender.ts';
import { connections } from './sending.ts';

const url = await freshDatabase();
const full = process.env['FAULT_FULL'] === '1';
const fullMs = 20 * 60_000;

test('F11: of two senders on one database one sleeps longer than its lease; awake again it sends nothing that another has sent', async () => {
  const end = Date.now() + fullMs;
  const isEnough = (stops: number): boolean => (full ? Date.now() > end : stops >= 2);
  const ledgers = await stopSenders(url, { mails: 60, isEnough });
  if (full) console.log(JSON.stringify(ledgers));
  expect(ledgers).toMatchObject({ mails: ledgers.stops * 60, lost: 0, silentDuplicates: 0, codes: [0, 0] });
  expect(ledgers.inHand).toBeGreaterThan(connections * ledgers.stops);
  expect(ledgers.uncertain).toBeLessThanOrEqual(connections * ledgers.stops);
  expect(ledgers.listed).toBe(ledgers.uncertain);
}, 3_600_000);
