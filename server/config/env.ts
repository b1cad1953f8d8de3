import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig, type ConfigReading, type Environment } from './config.ts';

/** The environment of this process over the `.env` file of the folder, if there is one. */
export function readEnvironment(cwd: string): Environment {
  return { ...readEnvFile(join(cwd, '.env')), ...process.env };
}

/** Settings of this process, checked together with the files they name. */
export const loadConfig = (cwd: string): ConfigReading => readConfig(readEnvironment(cwd), cwd, isReadableFile);

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`The settings file ${path} cannot be read.`, { cause: error });
  }
}

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    // Absent and forbidden are the same answer here: the setting is refused with a remedy for both.
    return false;
  }
}
