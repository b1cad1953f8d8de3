import { type CliCommand, expectPositionals, readArguments, withStore } from './command.ts';
import { exitCode } from './terminal.ts';

/** `correspond migrate`: brings the database to the form of this release, as `serve` does at its start. */
export const migrate: CliCommand = {
  usage: ['migrate [--json]'],
  run: async (argv, { terminal, config }) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean', default: false } });
    expectPositionals(positionals, []);
    await withStore(config(), (store) => store.system.ping());
    terminal.print(values.json ? JSON.stringify({ migrated: true }) : 'The database has the form of this release.');
    return exitCode.done;
  },
};
