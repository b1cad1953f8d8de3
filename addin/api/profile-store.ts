/** What this Outlook profile remembers between starts. Keys carry the partition, as browsers separate storage by it. */
export interface ProfileStore {
  read(name: ProfileKey): string | null;
  write(name: ProfileKey, value: string | null): void;
}
export type ProfileKey =
  'refresh-token' | 'device' | 'known-as' | 'organization' | 'language' | 'designation-answered' | 'offline-records';

/** Remembers in `storage`; where the browser refuses storage, only until the page closes. */
export const createProfileStore = (storage: Storage | null, partition: string): ProfileStore => {
  const kept = new Map<string, string>();
  const keyOf = (name: ProfileKey) => partition + keyEnd(name);
  return {
    read: (name) => attempt(() => storage?.getItem(keyOf(name)) ?? null) ?? kept.get(name) ?? null,
    write: (name, value) => {
      if (value === null) kept.delete(name);
      else kept.set(name, value);
      attempt(() => (value === null ? storage?.removeItem(keyOf(name)) : storage?.setItem(keyOf(name), value)));
    },
  };
};

/** The partitions in which something is kept under this name. */
export const partitionsWith = (storage: Storage | null, name: ProfileKey): readonly string[] =>
  (attempt(() => Object.keys(storage ?? {})) ?? [])
    .filter((key) => key.endsWith(keyEnd(name)))
    .map((key) => key.slice(0, -keyEnd(name).length));

const keyEnd = (name: ProfileKey): string => `correspond.${name}`;

/** The page's localStorage, or null where reading the property alone throws (blocked third-party storage). */
export const pageStorage = (): Storage | null => attempt(() => globalThis.localStorage) ?? null;

const attempt = <T>(action: () => T): T | undefined => {
  try {
    return action();
  } catch {
    // Storage is full or forbidden: the copy in memory serves until the page closes.
    return undefined;
  }
};
