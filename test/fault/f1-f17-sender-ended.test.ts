import { expect, test } from 'vitest';
import { endSender, killSender } from './kill-sender.ts';
import { connections } from './sending.ts';

/** `npm run fault -- F1 --full`; the short form is a part of every run of the tests. */
const full = process.env['FAULT_FULL'] === '1';
const kills = full ? 200 : 6;

test('F1: a sender killed again and again loses nothing and sends nothing twice; what is uncertain is listed', async () => {
  const ledgers = await killSender(kills, 8);
  expect(ledgers).toMatchObject({ mails: kills * 8, lost: 0, silentDuplicates: 0 });
  expect(ledgers.uncertain).toBeLessThanOrEqual(connections * kills);
  expect(ledgers.listed).toBe(ledgers.uncertain);
  const { journaled, ...before } = ledgers;
  if (full) console.log(JSON.stringify({ ...before, uncertainAfterJournal: journaled.uncertain }));
  // S4: what a journal has seen is settled without a person; what nobody has seen is left to its author.
  expect(journaled).toEqual({
    ...before,
    uncertain: before.uncertain - before.arrived,
    listed: journaled.uncertain,
    arrived: 0,
  });
  if (full) expect(journaled.uncertain).toBeLessThanOrEqual(before.uncertain / 10);
}, 3_600_000);

test('F17: asked to end while it sends, it ends in time with nothing uncertain, and the rest goes later', async () => {
  const ended = await endSender(60);
  expect(ended).toMatchObject({ mails: 60, lost: 0, silentDuplicates: 0, uncertain: 0, code: 0 });
  expect(ended.endedAfterMs).toBeLessThan(30_000);
}, 3_600_000);
