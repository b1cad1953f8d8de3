import type { Engine } from '../engine.ts';
import type { ContentFiles } from './content-files.ts';

/** Removes a file whose row is gone. The delete takes the write lock, so nobody brings the content back meanwhile. */
export const removeOrphan = (
  engine: Engine,
  files: ContentFiles,
  { organizationId, sha256 }: { readonly organizationId: string; readonly sha256: string },
): Promise<void> =>
  engine.transact(async (tx) => {
    await tx
      .deleteFrom('content')
      .where('organization_id', '=', organizationId)
      .where('sha256', '=', sha256)
      .where('reference_count', '<=', 0)
      .execute();
    const row = await tx
      .selectFrom('content')
      .select('sha256')
      .where('organization_id', '=', organizationId)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (row === undefined) await files.remove(organizationId, sha256);
  });
