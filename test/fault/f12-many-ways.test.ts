import { describe, expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { freshDatabase } from '../support/postgres.ts';
import { acceptAll, activities, deliver } from '../support/router.ts';
import { createWorld } from '../support/world.ts';
import type { StoreLocation } from '../../server/adapters/store/store.ts';

/** `npm run fault -- F12 --full`; the short form is a part of every run of the tests. */
const mails = process.env['FAULT_FULL'] === '1' ? 1_000 : 12;

const original = (n: number): string => eml({ id: `ways-${n}@fabrikam.example`, subject: `Mail ${n}` });

const forwarded = (n: number): string =>
  eml({
    id: `fw-${n}@contoso.test`,
    from: 'Ben Carter <ben@contoso.test>',
    to: 'crm@contoso.test',
    subject: `FW: Mail ${n}`,
    headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    text: ['--b', 'Content-Type: message/rfc822', '', original(n), '--b--'].join('\r\n'),
  });

const engines: readonly [string, () => Promise<StoreLocation>][] = [
  ['SQLite', () => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null })],
  ['PostgreSQL', async () => ({ engine: 'postgres', url: await freshDatabase(), connections: 6 })],
];

describe.each(engines)('on %s', (_name, location) => {
  test('F12: the same mail by a forward, from the mailbox and from the add-in at one time is one activity', async () => {
    await using world = await createWorld({ store: await location() });
    await acceptAll(world.ben);
    await acceptAll(world.carla);
    for (let n = 0; n < mails; n += 1) {
      const answers = await Promise.all([
        deliver(world.ana, forwarded(n), 'mailbox=crm@contoso.test&forwarded=1'),
        deliver(world.ana, original(n)),
        world.ben.track(original(n)),
      ]);
      const [byForward, direct, byHand] = answers;
      const ids = [byForward.activityId, direct.activityId, byHand.activity?.id];
      expect(new Set(ids).size, `mail ${n}: ${JSON.stringify(ids)}`).toBe(1);
      expect([byForward.created, direct.created, byHand.created].filter(Boolean)).toHaveLength(1);
    }
    const listed: string[] = [];
    for (let cursor: string | undefined; ;) {
      const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
      const page = await world.ben.call('listActivities', { query });
      listed.push(...page.items.map(({ subject }) => subject));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect([listed.length, new Set(listed).size]).toEqual([mails, mails]);
    expect(await activities(world.carla)).toEqual([]);
  }, 3_600_000);
});
