import { expect, test } from 'vitest';
import { killPoller } from './kill-poller.ts';

/** `npm run fault -- F2 --full`; the short form is a part of every run of the tests. */
const [kills, mailsPerKill] = process.env['FAULT_FULL'] === '1' ? [200, 25] : [4, 8];

test('F2: a poller killed again and again while mail arrives loses none, stores none twice, removes none before the commit', async () => {
  expect(await killPoller(kills, mailsPerKill)).toEqual({
    delivered: kills * mailsPerKill,
    stored: kills * mailsPerKill,
    lost: 0,
    twice: 0,
    left: 0,
  });
}, 3_600_000);
