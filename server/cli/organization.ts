import { createRandomIds } from '../adapters/system/random-ids.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import { addOrganization } from '../usecases/organizations/add-organization.ts';
import { type CliCommand, expectPositionals, readArguments, withStore, WrongUsage } from './command.ts';
import { exitCode } from './terminal.ts';

/** `correspond organization add NAME`. */
export const organization: CliCommand = {
  usage: ['organization add NAME [--json]'],
  run: async (argv, { terminal, config }) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean', default: false } });
    const [action, name = ''] = expectPositionals(positionals, ['add', 'NAME']);
    if (action !== 'add') throw new WrongUsage(`organization has no "${action}".`);
    const added = await withStore(config(), (store) =>
      addOrganization({ store, ids: createRandomIds(systemClock), clock: systemClock })(name),
    );
    terminal.print(
      values.json ? JSON.stringify({ id: added.id, name: added.name }) : `Added the organization ${added.name}.`,
    );
    return exitCode.done;
  },
};
