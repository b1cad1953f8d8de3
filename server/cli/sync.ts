import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../app.ts';
import type { Synchronized } from '../usecases/synchronization/synchronize.ts';
import { type CliCommand, expectPositionals, readArguments, WrongUsage } from './command.ts';
import { exitCode } from './terminal.ts';
import { withApp } from './with-app.ts';

/** A process that synchronizes one of the accounts and is gone holds it so long at most. */
const longestWaitMs = 60_000;
const lookAgainMs = 250;

/** Every enabled account once; what another process has in hand just now is waited for. */
const runOnce = async ({ store, runner, syncOwner }: App): Promise<void> => {
  const organizations = await store.system.organizations.list();
  for (const { id } of organizations) await store.transact(id, (tx) => tx.synchronization.hurryAll());
  const end = performance.now() + longestWaitMs;
  for (;;) {
    await runner.settle();
    let elsewhere = 0;
    for (const { id } of organizations)
      elsewhere += await store.read(id, (read) => read.synchronization.leasedElsewhere(syncOwner));
    if (elsewhere === 0 || performance.now() > end) return;
    await pause(lookAgainMs);
  }
};

/** `correspond sync run --once`: synchronizes every enabled mailbox, and ends. */
export const sync: CliCommand = {
  usage: ['sync run --once [--json]'],
  run: async (argv, { config, terminal }) => {
    const { values, positionals } = readArguments(argv, { once: { type: 'boolean' }, json: { type: 'boolean' } });
    const [verb] = expectPositionals(positionals, ['run']);
    if (verb !== 'run' || values.once !== true) throw new WrongUsage('Write "sync run --once".');
    const done: Synchronized[] = [];
    const synchronization = { onSynchronized: (one: Synchronized) => void done.push(one) };
    await withApp(config(), { parts: ['sync'], synchronization }, runOnce);
    const problems = done.flatMap(({ user, problem }) => (problem === null ? [] : [{ user, problem }]));
    const counts = {
      mailboxes: done.length,
      changes: done.reduce((sum, { changes }) => sum + changes, 0),
      asking: done.filter(({ asks }) => asks).length,
      problems,
    };
    for (const { user, problem } of problems) terminal.say(`${user}: ${problem}`);
    terminal.print(
      values.json === true
        ? JSON.stringify(counts)
        : `${counts.mailboxes} mailboxes synchronized, ${counts.changes} changes, ${counts.asking} ask a person.`,
    );
    return problems.length === 0 ? exitCode.done : exitCode.refused;
  },
};
