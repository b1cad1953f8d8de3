import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RecordTypeDefinition } from '#shared/model/record.ts';
import type { Opening } from '#shared/offline/limits.ts';
import type { Seen } from '#shared/offline/record-values.ts';
import type { WaitingChange } from '#shared/offline/waiting-change.ts';

/** Which records of a type are kept here. */
export interface KeptChoice {
  readonly type: string;
  /** Words that start words of name or address; empty: all. */
  readonly q: string;
  readonly own: boolean;
}

export interface KeptRecord {
  readonly scope: string;
  readonly type: string;
  readonly id: string;
  readonly seen: Seen;
  readonly sizeBytes: number;
}

export interface WaitingRecord {
  readonly scope: string;
  readonly type: string;
  /** Of a new record one of our own. */
  readonly id: string;
  /** The idempotency key of its creation. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly change: WaitingChange;
}

/** Of one person in one organization: what they chose, and how far it was downloaded. */
export interface OfflinePlace extends Opening {
  readonly scope: string;
  readonly choices: readonly KeptChoice[];
  readonly types: readonly RecordTypeDefinition[];
  /** By type, where the last download ended. */
  readonly since: Readonly<Record<string, string>>;
  readonly isFull: boolean;
  readonly synchronizedAt: number | null;
}

interface RecordsSchema extends DBSchema {
  record: { key: [string, string, string]; value: KeptRecord };
  waiting: { key: [string, string, string]; value: WaitingRecord };
  place: { key: string; value: OfflinePlace };
}

export type RecordsDatabase = IDBPDatabase<RecordsSchema>;

/** What is kept of one person in one organization stands under this name, and under no other. */
export const scopeOf = (organizationId: string, userId: string): string => JSON.stringify([organizationId, userId]);

/** Everything under this scope. */
export const within = (scope: string): IDBKeyRange => IDBKeyRange.bound([scope], [scope, []]);

/** Opens the database for one use: nothing keeps a newer version of it waiting. Rejects where the browser keeps nothing. */
export const withRecords = async <T>(
  partition: string,
  work: (database: RecordsDatabase) => Promise<T>,
): Promise<T> => {
  const database = await openDB<RecordsSchema>(`${partition}correspond.records`, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('record', { keyPath: ['scope', 'type', 'id'] });
      fresh.createObjectStore('waiting', { keyPath: ['scope', 'type', 'id'] });
      fresh.createObjectStore('place', { keyPath: 'scope' });
    },
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
};
