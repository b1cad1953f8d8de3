import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { acceptAll, outcomes } from '../support/router.ts';
import { testSecrets } from '../support/test-secrets.ts';
import { createWorld, type World } from '../support/world.ts';
import { addSink, drain, lying, sink, stored } from './forward-mailbox.ts';

const poller = fileURLToPath(new URL('./poller.ts', import.meta.url));

/** A process that polls the mailboxes of this database, once it has begun. */
export const startPoller = async (database: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--import', 'tsx', poller, database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the poller did not start');
    }),
  ]);
  return child;
};

export const endPoller = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/** What was delivered, against what is stored and what lies in the mailbox still. */
export interface Arrivals {
  readonly delivered: number;
  readonly stored: number;
  /** Neither stored nor in the mailbox, at any time. */
  readonly lost: number;
  readonly twice: number;
  readonly left: number;
}

const run = async (
  kills: number,
  mailsPerKill: number,
  world: World,
  given: { dovecot: Dovecot; database: string },
) => {
  const { dovecot, database } = given;
  await acceptAll(world.ben);
  await addSink(world, dovecot);
  const ids: string[] = [];
  let lost = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const child = await startPoller(database);
    for (let n = 0; n < mailsPerKill; n += 1) {
      const id = `arrival-${ids.length}@fabrikam.example`;
      dovecot.deliver(sink.user, eml({ id, subject: id, headers: ['Delivered-To: ben@contoso.test'] }));
      ids.push(id);
    }
    await pause(Math.random() * 1_500);
    await endPoller(child, 'SIGKILL');
    // First what lies there: a mail that is removed in between was stored before.
    const there = lying(dovecot);
    const here = new Set(await stored(world.ben));
    lost += ids.filter((id) => !there.has(id) && !here.has(id)).length;
  }
  const last = await startPoller(database);
  await drain(world, dovecot).finally(() => endPoller(last, 'SIGTERM'));
  const all = await stored(world.ben);
  const again = (await outcomes(world.ben)).filter(({ reason }) => reason === 'duplicate').length;
  return {
    delivered: ids.length,
    stored: all.length,
    lost: lost + ids.filter((id) => !all.includes(id)).length,
    twice: all.length - new Set(all).size + again,
    left: lying(dovecot).size,
  };
};

/** F2: whoever polls a forward mailbox is killed so many times while mail arrives, and begun again. */
export const killPoller = async (kills: number, mailsPerKill: number): Promise<Arrivals> => {
  const directory = await mkdtemp(join(tmpdir(), 'kill-poller-'));
  const database = join(directory, 'world.sqlite');
  await using dovecot = await startDovecot({ users: { [sink.user]: sink.secret } });
  const world = await createWorld({
    store: { engine: 'sqlite', path: database, contentDirectory: null },
    clock: systemClock,
    secrets: testSecrets,
    allowedNetworks: ['127.0.0.0/8'],
    parts: [],
  });
  try {
    return await run(kills, mailsPerKill, world, { dovecot, database });
  } finally {
    await world.close();
    await rm(directory, { recursive: true });
  }
};
