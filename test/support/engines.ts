import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { freshDatabase } from './postgres.ts';

/** Both engines, each with an empty database for the calling test file. Call it at the top of the file. */
export const bothEngines = async (): Promise<readonly StoreLocation[]> => [
  { engine: 'sqlite', path: ':memory:', contentDirectory: null },
  { engine: 'postgres', url: await freshDatabase(), connections: 5 },
];
