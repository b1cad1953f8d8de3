import { type CliCommand, expectPositionals, readArguments, withStore, WrongUsage } from './command.ts';
import { exitCode } from './terminal.ts';

/** `correspond audit verify`: walks every organization's chain of audit hashes (O3). */
export const audit: CliCommand = {
  usage: ['audit verify [--json]'],
  run: async (argv, { terminal, config }) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean', default: false } });
    const [action] = expectPositionals(positionals, ['verify']);
    if (action !== 'verify') throw new WrongUsage(`audit has no "${String(action)}".`);
    const verdicts = await withStore(config(), async (store) => {
      const organizations = await store.system.organizations.list();
      return Promise.all(
        organizations.map(async ({ id, name }) => ({
          organization: name,
          ...(await store.read(id, (read) => read.audit.verify())),
        })),
      );
    });
    if (values.json) terminal.print(JSON.stringify({ organizations: verdicts }));
    for (const verdict of verdicts)
      if (verdict.kind === 'broken')
        terminal.say(`${verdict.organization}: entry ${verdict.sequence} was changed or is missing.`);
      else if (!values.json) terminal.print(`${verdict.organization}: ${verdict.entries} entries, unbroken.`);
    return verdicts.some(({ kind }) => kind === 'broken') ? exitCode.refused : exitCode.done;
  },
};
