import { toWire } from '#shared/model/instant.ts';
import type { Config } from '../config/config.ts';
import type { Store } from '../ports/store.ts';
import {
  type CliCommand,
  type CommandContext,
  expectPositionals,
  readArguments,
  withStore,
  WrongUsage,
} from './command.ts';
import { exitCode } from './terminal.ts';
import { withApp } from './with-app.ts';

/** Sends what is due, and ends when nothing is. */
const runOnce = (config: Config): Promise<void> => withApp(config, { parts: ['outbox'] }, (app) => app.runner.settle());

/** What waits, by organization, destination and state, the oldest first. */
const waiting = async (store: Store) => {
  const lines = [];
  for (const { id, name } of await store.system.organizations.list())
    for (const { domain, state, count, oldest } of await store.read(id, (read) => read.outbox.figures()))
      lines.push({ organization: name, destination: domain, state, count, oldest: toWire(oldest) });
  return lines;
};

const list = async ({ config, terminal }: CommandContext, json: boolean): Promise<void> => {
  const lines = await withStore(config(), waiting);
  if (json) terminal.print(JSON.stringify(lines));
  else if (lines.length === 0) terminal.print('Nothing waits.');
  for (const line of json ? [] : lines)
    terminal.print(
      [
        line.oldest,
        String(line.count).padStart(6),
        line.state.padEnd(9),
        line.destination,
        `(${line.organization})`,
      ].join('  '),
    );
};

export const outbox: CliCommand = {
  usage: ['outbox run --once [--json]', 'outbox list [--json]'],
  run: async (argv, context) => {
    const { values, positionals } = readArguments(argv, { once: { type: 'boolean' }, json: { type: 'boolean' } });
    const [verb = ''] = expectPositionals(positionals, ['run or list']);
    if (verb === 'list') await list(context, values.json === true);
    else if (verb === 'run' && values.once === true) await runOnce(context.config());
    else throw new WrongUsage('Write "outbox run --once" or "outbox list".');
    return exitCode.done;
  },
};
