import type { ProfileStore } from '../../api/profile-store.ts';
import { scopeOf, within, withRecords } from './database.ts';

const all = ['record', 'waiting', 'place'] as const;

/** Signed out here or from elsewhere: nothing stays, of whatever person and organization. */
export const eraseEverything = async (partition: string, profile: ProfileStore): Promise<void> => {
  await withRecords(partition, async (database) => {
    const writing = database.transaction(all, 'readwrite');
    await Promise.all([...all.map((name) => writing.objectStore(name).clear()), writing.done]);
  });
  profile.write('offline-records', null);
};

/** Erases what is of none of these scopes: of another person, or of an organization that one was taken out of. */
export const eraseExcept = (partition: string, scopes: readonly string[]): Promise<void> =>
  withRecords(partition, async (database) => {
    const writing = database.transaction(all, 'readwrite');
    const known = await writing.objectStore('place').getAllKeys();
    const others = known.filter((scope) => !scopes.includes(scope));
    for (const scope of others) {
      await writing.objectStore('record').delete(within(scope));
      await writing.objectStore('waiting').delete(within(scope));
      await writing.objectStore('place').delete(scope);
    }
    await writing.done;
  });

/** How many changes would be lost with what is erased. */
export const countWaiting = (partition: string, organizationId: string, userId: string): Promise<number> =>
  withRecords(partition, (database) => database.count('waiting', within(scopeOf(organizationId, userId))));
