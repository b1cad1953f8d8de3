import { createRandomIds } from '../adapters/system/random-ids.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import { findInstallation } from '../config/installation.ts';
import { certificateCommand } from './certificate.ts';
import { type CliCommand, withStore } from './command.ts';
import { manifestCommand } from './manifest.ts';

/** `correspond manifest`: the id stays the one that the server gives out. */
export const manifest: CliCommand = {
  usage: ['manifest --profile user|admin --public-url URL [--id GUID] [--json]'],
  run: (argv, { terminal, config }) =>
    manifestCommand(argv, {
      terminal,
      version: findInstallation().version,
      installationId: () =>
        withStore(config(), (store) =>
          store.system.installationValue('manifestId', () => createRandomIds(systemClock).next()),
        ),
    }),
};

/** `correspond certificate`: the authority that the server of these settings uses. */
export const certificate: CliCommand = {
  usage: ['certificate show [--json]', 'certificate trust [--print] [--yes]'],
  run: async (argv, { terminal, config }) => {
    const { thisMachine } = await import('../adapters/certificate/this-machine.ts');
    const { selfMadeCertificate } = await import('../tls.ts');
    const certificateOfServer = () => selfMadeCertificate(config());
    return certificateCommand(argv, { terminal, machine: thisMachine(), certificate: certificateOfServer });
  },
};
