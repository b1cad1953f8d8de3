import { type ParseArgsConfig, parseArgs } from 'node:util';
import { mkdir } from 'node:fs/promises';
import { openStore } from '../adapters/store/store.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import { type Config, describeMistakes } from '../config/config.ts';
import { loadConfig } from '../config/env.ts';
import { storeLocation } from '../config/store-location.ts';
import { addressKey } from '#shared/model/address.ts';
import type { Store } from '../ports/store.ts';
import type { StoredMembership } from '../ports/system-store.ts';
import { whyNotStarted } from '../start-failure.ts';
import type { Terminal } from './terminal.ts';

/** The command was written wrongly; the sentence says how. Exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** The command is right and cannot be carried out; the sentence says why. Exit code 1. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

/** What a command may use besides its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Settings of the folder the command was started in. Throws CannotDo with every mistake. */
  readonly config: () => Config;
  /** Everything on standard input, without the final line feed. */
  readonly readInput: () => Promise<string>;
}

/** Does what the arguments say; gives an exit code. */
export type Action = (argv: readonly string[], context: CommandContext) => Promise<number>;

/** A word of `correspond`: how it is written, and what it does. Gives an exit code. */
export interface CliCommand {
  readonly usage: readonly string[];
  readonly run: Action;
}

/** Options and positionals, or WrongUsage in the words of Node. */
export const readArguments = <const Options extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: Options,
) => {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, strict: true, options });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
};

/** Exactly these positionals, named for the sentence that asks for a missing one. */
export const expectPositionals = (given: readonly string[], names: readonly string[]): readonly string[] => {
  const missing = names[given.length];
  if (missing !== undefined) throw new WrongUsage(`${missing} is missing.`);
  const extra = given[names.length];
  if (extra !== undefined)
    throw new WrongUsage(`"${extra}" is one word too many; put quotes around words that belong together.`);
  return given;
};

export const configOf = (cwd: string): Config => {
  const reading = loadConfig(cwd);
  if (reading.kind === 'mistakes') throw new CannotDo(describeMistakes(reading.mistakes));
  return reading.config;
};

/** A failure that the settings or the machine explain becomes its sentence. */
export const explained = async <T>(config: Config, start: () => Promise<T>): Promise<T> => {
  try {
    return await start();
  } catch (error) {
    const sentence = whyNotStarted(error, config);
    if (sentence === null) throw error;
    throw new CannotDo(sentence);
  }
};

/** Opens the database of the settings for as long as `work` takes. */
export const withStore = async <T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> => {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const store = await explained(config, () => openStore(storeLocation(config), systemClock.now()));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

/** The organization of this id or name. Throws CannotDo when there is none. */
export const findOrganization = async (store: Store, idOrName: string) => {
  const organization = await store.system.organizations.find(idOrName);
  if (organization === null)
    throw new CannotDo(`There is no organization "${idOrName}"; add it with \`correspond organization add\`.`);
  return organization;
};

/** Where somebody is a user: in one organization or (null) in all. Throws CannotDo when nowhere. */
export const findPlaces = async (
  store: Store,
  email: string,
  only: { readonly id: string } | null,
): Promise<readonly StoredMembership[]> => {
  const key = addressKey(email);
  const login = key === null ? null : await store.system.logins.find(key);
  const places = login === null ? [] : await store.system.logins.memberships(login.id);
  const meant = places.filter(({ organization }) => only === null || organization.id === only.id);
  if (meant.length === 0) throw new CannotDo(`No user signs in as ${email}.`);
  return meant;
};

/** The value of an option that cannot be left out, named as in the usage. */
export const required = (value: string | undefined, option: string): string => {
  if (value === undefined) throw new WrongUsage(`${option} is missing.`);
  return value;
};
