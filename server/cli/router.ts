import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../app.ts';
import type { Polled } from '../usecases/mailboxes/poll-claimed.ts';
import { type CliCommand, expectPositionals, readArguments, WrongUsage } from './command.ts';
import { exitCode } from './terminal.ts';
import { withApp } from './with-app.ts';

/** A process that polls one of the mailboxes and is gone holds it so long at most. */
const longestWaitMs = 60_000;
const lookAgainMs = 250;

const eachOrganization = async (app: App, work: (organizationId: string) => Promise<number>): Promise<number> => {
  let sum = 0;
  for (const { id } of await app.store.system.organizations.list()) sum += await work(id);
  return sum;
};

/** Polls every enabled mailbox until nothing is left; what another process reads just now is waited for. */
const runOnce = async (app: App): Promise<void> => {
  await eachOrganization(app, async (id) => {
    await app.store.transact(id, (tx) => tx.mailboxes.hurryAll());
    return 0;
  });
  const end = performance.now() + longestWaitMs;
  for (;;) {
    await app.runner.settle();
    const elsewhere = await eachOrganization(app, (id) =>
      app.store.read(id, (read) => read.mailboxes.leasedElsewhere(app.mailboxOwner)),
    );
    if (elsewhere === 0 || performance.now() > end) return;
    await pause(lookAgainMs);
  }
};

const countsOf = (polls: readonly Polled[]) => {
  const last = new Map(polls.map((polled) => [polled.mailbox.id, polled]));
  const sum = (of: (polled: Polled) => number) => polls.reduce((total, polled) => total + of(polled), 0);
  return {
    mailboxes: last.size,
    fetched: sum(({ handled, failing }) => handled - failing),
    tracked: sum(({ tracked }) => tracked),
    undeliverable: sum(({ setAside }) => setAside),
    problems: [...last.values()].flatMap(({ mailbox, problem }) =>
      problem === null ? [] : [{ mailbox: mailbox.address, problem }],
    ),
  };
};

/** `correspond router run --once`. */
export const router: CliCommand = {
  usage: ['router run --once [--json]'],
  run: async (argv, { terminal, config }) => {
    const { values, positionals } = readArguments(argv, {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const [verb] = expectPositionals(positionals, ['run']);
    if (verb !== 'run' || !values.once) throw new WrongUsage('Write "router run --once".');
    const polls: Polled[] = [];
    const onPolled = (polled: Polled) => void polls.push(polled);
    await withApp(config(), { parts: ['router'], mailboxes: { watches: 0, withoutRest: true, onPolled } }, runOnce);
    const counts = countsOf(polls);
    for (const { mailbox, problem } of counts.problems) terminal.say(`${mailbox}: ${problem}`);
    terminal.print(
      values.json
        ? JSON.stringify(counts)
        : `${counts.mailboxes} mailboxes read, ${counts.fetched} mails, ${counts.tracked} tracked, ${counts.undeliverable} undeliverable.`,
    );
    return counts.problems.length === 0 ? exitCode.done : exitCode.refused;
  },
};
