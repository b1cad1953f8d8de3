import { getEventListeners, once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { readGroups } from '../../server/adapters/read-ahead/read-groups.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import { pollMailboxes } from '../../server/jobs/poll-mailboxes.ts';
import type { MailSources } from '../../server/ports/mail-source.ts';
import { addMailbox } from '../../server/usecases/mailboxes/add-mailbox.ts';
import { eml } from '../support/eml.ts';
import { folderSources, rightSecret } from '../support/folder-sources.ts';
import { connect, createMailboxWorld, incomingOf } from '../support/mailboxes.ts';
import { acceptAll, activities } from '../support/router.ts';

const within = { timeout: 20_000, interval: 20 };

/** The servers of some take the connection and say nothing until the process ends. */
const someSilent: MailSources = {
  ...folderSources,
  open: (profile) => {
    const source = folderSources.open(profile);
    if (!profile.settings.signIn.user.includes('silent')) return source;
    return {
      ...source,
      fetch: async function* (asked, signal) {
        await once(signal, 'abort');
        return yield* source.fetch(asked, signal);
      },
    };
  },
};

test('A1: mailboxes whose servers fall silent delay no other, and are free at once when the process ends', async () => {
  await using stage = await createMailboxWorld({ mailboxes: { sources: someSilent, watches: 0 } });
  const { world } = stage;
  await acceptAll(world.ben);
  const owner = { kind: 'user', id: world.ben.id } as const;
  const silent = ['silent1', 'silent2', 'silent3'];
  const mine = stage.folder('ben');
  await connect(world, mine, { owner, address: world.ben.email });
  await world.app.runner.settle();
  // The call that adds one asks its server where it begins, and waits.
  const add = addMailbox({ ...world.app, wakeUp: () => undefined });
  for (const name of silent)
    await add({
      organizationId: world.contoso.id,
      actorId: world.ana.id,
      owner: { kind: 'sink' },
      address: `${name}@contoso.test`,
      incoming: { ...incomingOf(stage.folder(name)), protocol: 'pop3' },
      secret: rightSecret,
      wrapping: 'none',
      settlement: null,
      pollSeconds: 60,
      trustedHost: true,
      approved: true,
      enabled: true,
      cursor: null,
      takeOver: null,
    });
  world.app.runner.start();
  const held = () => world.store.read(world.contoso.id, (read) => read.mailboxes.leasedElsewhere('another process'));
  await vi.waitFor(async () => expect(await held()).toBe(silent.length), within);
  mine.put(eml());
  world.clock.advance(61_000);
  world.app.runner.wake('poll-mailboxes');
  await vi.waitFor(async () => expect(await activities(world.ben)).toHaveLength(1), within);
  expect(await world.app.runner.stop()).toBe(true);
  expect(await held()).toBe(0);
  const claimed = await world.store.transact(world.contoso.id, (tx) =>
    tx.mailboxes.claim({ owner: 'another process', leaseMs: 15_000, most: 10 }),
  );
  expect(claimed.filter(({ unclean }) => unclean)).toEqual([]);
  expect(claimed.length).toBeGreaterThanOrEqual(silent.length);
});

test('A1: each poll is told of the end by a signal of its own, on which nothing is left when it is over', async () => {
  const signals: AbortSignal[] = [];
  const watched: MailSources = {
    ...folderSources,
    open: (profile) => {
      const source = folderSources.open(profile);
      return {
        ...source,
        fetch: (asked, signal) => {
          signals.push(signal);
          return source.fetch(asked, signal);
        },
      };
    },
  };
  await using stage = await createMailboxWorld({ mailboxes: { sources: watched, watches: 0 } });
  const { world } = stage;
  for (let n = 0; n < 12; n += 1)
    await connect(world, stage.folder(`box${n}`), { owner: { kind: 'sink' }, address: `box${n}@contoso.test` });
  signals.length = 0;
  for (let round = 0; round < 3; round += 1) {
    world.clock.advance(61_000);
    await world.app.runner.settle();
  }
  expect(new Set(signals).size).toBe(36);
  for (const signal of signals) expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('A1: a mailbox that is claimed as the process ends is given back unread', async () => {
  await using stage = await createMailboxWorld({ mailboxes: { sources: someSilent, watches: 0 } });
  const { world } = stage;
  const owner = { kind: 'user', id: world.ben.id } as const;
  await connect(world, stage.folder('ben'), { owner, address: world.ben.email });
  await world.app.runner.settle();
  world.clock.advance(61_000);
  const ending = new AbortController();
  const opened: string[] = [];
  const job = pollMailboxes({
    ...world.app,
    digests: sha256Digests,
    log: createPinoLog('silent'),
    readGroups,
    salt: '',
    receiveMessage: () => Promise.reject(new Error('nothing is read')),
    receiveTogether: null,
    owner: 'this process',
    wakeUp: () => undefined,
    mailSources: {
      ...folderSources,
      open: (profile) => (opened.push(profile.settings.signIn.user), folderSources.open(profile)),
    },
    store: {
      ...world.store,
      transact: async (organizationId, work) => {
        const result = await world.store.transact(organizationId, work);
        if (Array.isArray(result) && result.length > 0) ending.abort();
        return result;
      },
    },
  });
  await job.run(ending.signal);
  expect(opened).toEqual([]);
  const free = await world.store.transact(world.contoso.id, (tx) =>
    tx.mailboxes.claim({ owner: 'another process', leaseMs: 15_000, most: 10 }),
  );
  expect(free).toMatchObject([{ unclean: false }]);
});
