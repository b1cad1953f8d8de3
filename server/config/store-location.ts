import { join } from 'node:path';
import type { Config } from './config.ts';

/** Where the database of these settings is; beside SQLite, large contents are files. */
export const storeLocation = (config: Config) =>
  config.database.engine === 'sqlite'
    ? ({ engine: 'sqlite', path: config.database.path, contentDirectory: join(config.dataDir, 'content') } as const)
    : ({ engine: 'postgres', url: config.database.url } as const);
