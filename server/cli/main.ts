import { commandLine } from './command-line.ts';
import { processTerminal, readStandardInput } from './process-terminal.ts';
import { configOf } from './command.ts';

process.exitCode = await commandLine(process.argv.slice(2), {
  terminal: processTerminal,
  config: () => configOf(process.cwd()),
  readInput: readStandardInput,
});
