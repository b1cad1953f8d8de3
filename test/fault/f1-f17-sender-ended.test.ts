import { expect, test } from 'vitest';
import { connections, endSender, killSender } from './kill-sender.ts';

/** `npm run fault -- F1 --full`; the short form is a part of every run of the tests. */
const kills = process.env['FAULT_FULL'] === '1' ? 200 : 10;

test('F1: a sender killed again and again loses nothing and sends nothing twice; what is uncertain is listed', async () => {
  const ledgers = await killSender(kills, 8);
  expect(ledgers).toMatchObject({ mails: kills * 8, lost: 0, silentDuplicates: 0 });
  expect(ledgers.uncertain).toBeLessThanOrEqual(connections * kills);
  expect(ledgers.listed).toBe(ledgers.uncertain);
}, 3_600_000);

test('F17: asked to end while it sends, it ends in time with nothing uncertain, and the rest goes later', async () => {
  const ended = await endSender(60);
  expect(ended).toMatchObject({ mails: 60, lost: 0, silentDuplicates: 0, uncertain: 0, code: 0 });
  expect(ended.endedAfterMs).toBeLessThan(30_000);
}, 3_600_000);
