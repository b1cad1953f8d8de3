import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Large content as files named by organization and hash; nothing of a message's own text is in a path. */
export interface ContentFiles {
  read(organizationId: string, sha256: string): Promise<Uint8Array>;
  write(organizationId: string, sha256: string, bytes: Uint8Array): Promise<void>;
  remove(organizationId: string, sha256: string): Promise<void>;
}

const safeName = /^[0-9a-z-]{1,64}$/;

/** Files below `directory`/<organization>/<first two of hash>/<hash>; written aside, synced, then renamed. */
export const contentFiles = (directory: string): ContentFiles => {
  const folder = (organizationId: string, sha256: string): string => {
    if (!safeName.test(organizationId) || !safeName.test(sha256)) throw new TypeError('not an id and a hash');
    return join(directory, organizationId, sha256.slice(0, 2));
  };
  const path = (organizationId: string, sha256: string) => join(folder(organizationId, sha256), sha256);
  return {
    read: (organizationId, sha256) => readFile(path(organizationId, sha256)),
    write: async (organizationId, sha256, bytes) => {
      await mkdir(folder(organizationId, sha256), { recursive: true });
      const aside = `${path(organizationId, sha256)}.${String(process.pid)}.part`;
      const file = await open(aside, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, path(organizationId, sha256));
    },
    remove: (organizationId, sha256) => rm(path(organizationId, sha256), { force: true }),
  };
};
