import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { acceptAll, activities } from '../support/router.ts';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld } from '../support/world.ts';

const [secret, sink] = ['harbour light', 'crm@contoso.test'];
const day = 86_400_000;

/** Mail of this subject cannot be stored, whatever it is tried with. */
const poison = (path: string): void => {
  const database = new BetterSqlite3(path);
  database.exec(`create trigger poison before insert on activity when new.subject = 'poison'
    begin select raise(abort, 'poisoned'); end`);
  database.close();
};

test('A22: from a forward mailbox at a real server goes what was handled and is as old as is set; what failed stays until its bytes are held', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sink-purge-'));
  try {
    await using dovecot = await startDovecot({ users: { [sink]: secret } });
    const clock = createTestClock(new Date().toISOString());
    const path = join(directory, 'world.sqlite');
    await using world = await createWorld({
      clock,
      store: { engine: 'sqlite', path, contentDirectory: null },
      mailAuthorities: [dovecot.authority],
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      mailboxes: { watches: 0 },
    });
    poison(path);
    await acceptAll(world.ben);
    await world.ana.call('changeSettings', { body: { messageLimitBytes: 1_048_576 } });
    const given = { owner: { kind: 'sink' }, address: sink, incoming: imapAt(dovecot, sink), secret } as const;
    await addServed(world, { ...given, wrapping: 'forwarded', settlement: { kind: 'leave' } });
    const poll = async (afterMs = 61_000) => {
      clock.advance(afterMs);
      await world.app.runner.settle();
    };
    const lying = (): string[] =>
      dovecot
        .doveadm('fetch', '-u', sink, 'hdr.subject', 'mailbox', 'INBOX', 'ALL')
        .split('\n')
        .flatMap((line) => /^hdr\.subject: (.*)$/.exec(line)?.[1] ?? [])
        .toSorted();
    const arrive = (subject: string, given: Parameters<typeof eml>[0] = {}) =>
      dovecot.deliver(sink, eml({ id: `${subject}@fabrikam.example`, subject, ...given }));
    await poll(0);
    arrive('tracked');
    arrive('rejected', { to: 'nobody@elsewhere.example' });
    arrive('unreadable', { headers: [`X-Long: ${'x'.repeat(110 * 1_024)}`] });
    arrive('large', { text: `${'x'.repeat(70)}\r\n`.repeat(15_000) });
    arrive('poison');
    await poll();
    expect((await activities(world.ben)).map(({ subject }) => subject)).toEqual(['tracked']);
    const all = ['large', 'poison', 'rejected', 'tracked', 'unreadable'];
    // A day less than the seven of the beginning: all of it is there.
    await poll(6 * day);
    expect(lying()).toEqual(all);
    // What fails has no bytes here but those.
    expect((await world.ana.call('listUndeliverable', { query: {} })).items).toHaveLength(1);
    // Seven days to the millisecond, and a minute more.
    await poll(day);
    expect(lying()).toEqual(all);
    await poll();
    expect(lying()).toEqual(['large', 'poison']);
    // Its fifth try.
    await poll();
    const held = (await world.ana.call('listUndeliverable', { query: {} })).items;
    expect(held).toHaveLength(2);
    expect(lying()).toEqual(['large', 'poison']);
    await poll(8 * day);
    // Its bytes are in the queue now; what is larger than is taken is nowhere else than at its source.
    expect(lying()).toEqual(['large']);
    expect((await world.ana.call('listUndeliverable', { query: {} })).items).toHaveLength(2);
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 60_000);
