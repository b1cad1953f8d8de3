import { type CliCommand, expectPositionals, explained, readArguments } from './command.ts';
import { exitCode } from './terminal.ts';
import { untilSignal } from './until-signal.ts';

/** `correspond serve`: until a signal. With `--json` standard output carries one line, when requests are served. */
export const serve: CliCommand = {
  usage: ['serve [--json]'],
  run: async (argv, { terminal, config }) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean', default: false } });
    expectPositionals(positionals, []);
    const settings = config();
    // Loaded here: no other command needs the web framework.
    const [{ serve: startServer }, { welcome }] = await Promise.all([import('../serve.ts'), import('../welcome.ts')]);
    const stopped = untilSignal();
    const running = await explained(settings, () => startServer(settings));
    terminal.print(values.json ? JSON.stringify({ listening: running.localUrl }) : welcome(running, settings));
    if (values.json && running.firstRunLink !== null)
      terminal.say(`Open ${running.firstRunLink} to become the first administrator (works once, for a day).`);
    await stopped;
    terminal.say('Stopping; requests under way are finished first.');
    await running.close();
    return exitCode.done;
  },
};
