import { PermanentFailure, TemporaryFailure } from '../ports/failure.ts';
import { Refusal } from '../usecases/refusal.ts';
import { audit } from './audit.ts';
import { type CliCommand, CannotDo, type CommandContext, WrongUsage } from './command.ts';
import { certificate, manifest } from './installation.ts';
import { mailbox } from './mailbox.ts';
import { migrate } from './migrate.ts';
import { organization } from './organization.ts';
import { outbox } from './outbox.ts';
import { router } from './router.ts';
import { serve } from './serve.ts';
import { exitCode } from './terminal.ts';
import { sync } from './sync.ts';
import { token } from './token.ts';
import { user } from './user.ts';

const commands: Readonly<Record<string, CliCommand>> = {
  serve,
  migrate,
  organization,
  user,
  token,
  manifest,
  certificate,
  audit,
  mailbox,
  router,
  outbox,
  sync,
};

const overview = (): string =>
  ['Usage:', ...Object.values(commands).flatMap(({ usage }) => usage.map((line) => `  correspond ${line}`))].join('\n');

const usageOf = (command: CliCommand): string =>
  command.usage.map((line, index) => `${index === 0 ? 'Usage: ' : '       '}correspond ${line}`).join('\n');

/** What a failure says to the person at the terminal; what we did not expect is shown whole. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof CannotDo || error instanceof Refusal) return error.message;
  if (error instanceof TemporaryFailure || error instanceof PermanentFailure) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return `Not done: ${error.message}${cause}.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** `correspond <command> …`: 0 done, 1 refused or failed, 2 wrong usage; sentences on standard error. */
export const commandLine = async (argv: readonly string[], context: CommandContext): Promise<number> => {
  const [name = '', ...rest] = argv;
  if (name === 'help' || name === '--help' || name === '-h') {
    context.terminal.print(overview());
    return exitCode.done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    context.terminal.say(`${name === '' ? 'A command is missing.' : `There is no command "${name}".`}\n${overview()}`);
    return exitCode.wrongUsage;
  }
  try {
    return await command.run(rest, context);
  } catch (error) {
    if (error instanceof WrongUsage) {
      context.terminal.say(`${error.message}\n${usageOf(command)}`);
      return exitCode.wrongUsage;
    }
    context.terminal.say(sentenceOf(error));
    return exitCode.refused;
  }
};
