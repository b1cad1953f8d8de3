import { commandLine } from './command-line.ts';
import { realTerminal, readStandardInput } from './real-terminal.ts';
import { configOf } from './command.ts';

process.exitCode = await commandLine(process.argv.slice(2), {
  terminal: realTerminal,
  config: () => configOf(process.cwd()),
  readInput: readStandardInput,
});
