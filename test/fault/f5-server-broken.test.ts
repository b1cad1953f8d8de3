import { type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { acceptAll, outcomes } from '../support/router.ts';
import { testSecrets } from '../support/test-secrets.ts';
import { createWorld } from '../support/world.ts';
import { breakServer } from './break-mail-server.ts';
import { addSink, drain, sink, stored } from './forward-mailbox.ts';
import { endPoller, startPoller } from './kill-poller.ts';

/** `npm run fault -- F5 --full`; the short form is a part of every run of the tests. */
const kicks = process.env['FAULT_FULL'] === '1' ? 100 : 3;
/** So many that fetching them takes a moment. */
const mailsPerKick = 20;
const resumesWithinMs = 30_000;

test('F5: its connections kicked and its server restarted while mail is fetched, nothing is lost or twice, and it goes on soon', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kick-poller-'));
  const database = join(directory, 'world.sqlite');
  await using dovecot = await startDovecot({ users: { [sink.user]: sink.secret } });
  const world = await createWorld({
    store: { engine: 'sqlite', path: database, contentDirectory: null },
    clock: systemClock,
    secrets: testSecrets,
    allowedNetworks: ['127.0.0.0/8'],
    parts: [],
  });
  let poller: ChildProcess | null = null;
  try {
    await acceptAll(world.ben);
    await addSink(world, dovecot);
    poller = await startPoller(database);
    const ids: string[] = [];
    let resumedAfterMs = 0;
    for (let kick = 0; kick < kicks; kick += 1) {
      const added = Array.from({ length: mailsPerKick }, (_, n) => `kicked-${kick}-${n}@fabrikam.example`);
      ids.push(...added);
      const text = `${'x'.repeat(76)}\r\n`.repeat(500);
      const mails = added.map((id) => eml({ id, subject: id, text, headers: ['Delivered-To: ben@contoso.test'] }));
      dovecot.lay(
        sink.user,
        mails.map((bytes) => ({ bytes, arrivedAt: new Date() })),
      );
      await breakServer(dovecot, kick);
      const from = performance.now();
      await drain(world, dovecot);
      resumedAfterMs = Math.max(resumedAfterMs, performance.now() - from);
    }
    expect((await stored(world.ben)).sort()).toEqual(ids.sort());
    expect((await outcomes(world.ben)).filter(({ reason }) => reason === 'duplicate')).toEqual([]);
    expect(resumedAfterMs).toBeLessThan(resumesWithinMs);
    expect(poller.exitCode).toBeNull();
  } finally {
    if (poller !== null) await endPoller(poller, 'SIGTERM');
    await world.close();
    await rm(directory, { recursive: true });
  }
}, 3_600_000);
