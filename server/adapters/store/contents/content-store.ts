import { sql } from 'kysely';
import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import { insertion } from '../prepared.ts';
import { isKeyAmong, preparedIn, type Scope } from '../scope.ts';
import type { ContentFiles } from './content-files.ts';

/** Larger content stands outside the row where the engine has no such place of its own (PostgreSQL has TOAST). */
export const rowContentLimitBytes = 256 * 1024;

/** Takes note of content whose row is gone; its file goes after commit, unless somebody brought it back meanwhile. */
export type NoteOrphan = (sha256: string) => void;

const insertOrCount = insertion('content', (insert) =>
  insert.onConflict((conflict) =>
    conflict
      .columns(['organization_id', 'sha256'])
      .doUpdateSet((set) => ({ reference_count: set('content.reference_count', '+', 1) })),
  ),
);

const findBytes = preparedIn<{ sha256: string }, { bytes: Uint8Array | null }>(({ db, organizationId }, value) =>
  db
    .selectFrom('content')
    .select('bytes')
    .where('organization_id', '=', organizationId)
    .where('sha256', '=', value('sha256'))
    .compile(),
);

const findManyBytes = preparedIn<{ sha256s: readonly string[] }, { sha256: string; bytes: Uint8Array | null }>(
  (scope, value) =>
    sql<{ sha256: string; bytes: Uint8Array | null }>`select sha256, bytes from content
      where organization_id = ${scope.organizationId} and ${isKeyAmong(scope, 'sha256', value('sha256s'))}`.compile(
      scope.db,
    ),
);

/** Bytes by hash. A file is complete on disk before the row that names it is committed. */
export const contentStore = (scope: Scope, files: ContentFiles | null, noteOrphan: NoteOrphan): ContentStoreWrite => {
  const { db, organizationId } = scope;
  const bytesOf = (sha256: string, inRow: Uint8Array | null): Promise<Uint8Array | null> => {
    if (inRow !== null) return Promise.resolve(inRow);
    if (files === null) throw new Error('content stands outside the row, and there is no content directory');
    return files.read(organizationId, sha256);
  };
  return {
    read: async (sha256) => {
      const [row] = await findBytes(scope, { sha256 });
      return row === undefined ? null : bytesOf(sha256, row.bytes);
    },
    readMany: async (sha256s) => {
      const rows = await findManyBytes(scope, { sha256s });
      const found = new Map<string, Uint8Array>();
      for (const { sha256, bytes } of rows) {
        const whole = await bytesOf(sha256, bytes);
        if (whole !== null) found.set(sha256, whole);
      }
      return found;
    },
    keep: async (contents) => {
      for (const { sha256, bytes } of contents) {
        const outside = files !== null && bytes.byteLength > rowContentLimitBytes;
        if (outside) await files.write(organizationId, sha256, bytes);
        const stored = outside ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        await insertOrCount(scope, [
          { organization_id: organizationId, sha256, size_bytes: bytes.byteLength, bytes: stored, reference_count: 1 },
        ]);
      }
    },
    release: async (sha256s) => {
      for (const sha256 of sha256s) {
        await db
          .updateTable('content')
          .set((set) => ({ reference_count: set('reference_count', '-', 1) }))
          .where('organization_id', '=', organizationId)
          .where('sha256', '=', sha256)
          .execute();
        const gone = await db
          .deleteFrom('content')
          .where('organization_id', '=', organizationId)
          .where('sha256', '=', sha256)
          .where('reference_count', '<=', 0)
          .returning('bytes')
          .executeTakeFirst();
        if (gone?.bytes === null) noteOrphan(sha256);
      }
    },
  };
};
