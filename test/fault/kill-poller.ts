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
import { type Caller, createWorld, type World } from '../support/world.ts';

const poller = fileURLToPath(new URL('./poller.ts', import.meta.url));
const mailbox = { user: 'sink', secret: 'a password' };

const start = async (database: string): Promise<ChildProcess> => {
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

const end = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/** Ids that lie in the mailbox now. */
const lying = (dovecot: Dovecot): Set<string> =>
  new Set(
    [...dovecot.doveadm('fetch', '-u', mailbox.user, 'hdr.message-id', 'mailbox', 'INBOX').matchAll(/<([^>]+)>/g)].map(
      ([, id]) => id ?? '',
    ),
  );

/** Ids that are stored, each as often as there are activities of it. */
const stored = async (who: Caller): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await who.call('listActivities', {
      query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
    ids.push(...page.items.map(({ internetMessageId }) => (internetMessageId ?? '').slice(1, -1)));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
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

const addSink = async ({ ana }: World, dovecot: Dovecot): Promise<void> => {
  const { id } = await ana.call('addMailbox', {
    body: {
      owner: { kind: 'sink' },
      address: 'forwarded@contoso.test',
      incoming: {
        protocol: 'imap',
        host: '127.0.0.1',
        port: dovecot.imapPort,
        security: 'none',
        signIn: { kind: 'password', user: mailbox.user },
      },
      secret: mailbox.secret,
      pollSeconds: 10,
    },
  });
  await ana.call('enableMailbox', { params: { mailboxId: id }, body: { enabled: true } });
};

const drain = async ({ ana }: World, dovecot: Dovecot): Promise<void> => {
  const endAt = Date.now() + 120_000;
  while (lying(dovecot).size > 0) {
    if (Date.now() > endAt) {
      const { items } = await ana.call('listMailboxes');
      throw new Error(`mail still lies in the mailbox: ${JSON.stringify(items.map(({ health }) => health))}`);
    }
    await pause(200);
  }
};

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
    const child = await start(database);
    for (let n = 0; n < mailsPerKill; n += 1) {
      const id = `arrival-${ids.length}@fabrikam.example`;
      dovecot.deliver(mailbox.user, eml({ id, subject: id, headers: ['Delivered-To: ben@contoso.test'] }));
      ids.push(id);
    }
    await pause(Math.random() * 1_500);
    await end(child, 'SIGKILL');
    // First what lies there: a mail that is removed in between was stored before.
    const there = lying(dovecot);
    const here = new Set(await stored(world.ben));
    lost += ids.filter((id) => !there.has(id) && !here.has(id)).length;
  }
  const last = await start(database);
  await drain(world, dovecot).finally(() => end(last, 'SIGTERM'));
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
  await using dovecot = await startDovecot({ users: { [mailbox.user]: mailbox.secret } });
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
