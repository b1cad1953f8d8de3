import type { ReportedResult } from '#shared/sync/report.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { SyncScope } from '../../ports/sync-store.ts';

/** Y10: what was done, and what a side will not take; what was done after all has not failed. */
export const noteResults = async (
  { clock }: { readonly clock: Clock },
  tx: StoreWrite,
  scope: SyncScope,
  results: readonly ReportedResult[],
): Promise<void> => {
  const at = clock.now();
  const happenings = [];
  for (const { what, refused, crmId, mailboxId } of results) {
    if (refused !== null) {
      await tx.synchronization.noteFailure(scope, { crmId, mailboxId, words: refused }, at);
      continue;
    }
    await tx.synchronization.clearFailure(scope, { crmId, mailboxId });
    if (what !== null) happenings.push({ ...scope, at, what, crmId });
  }
  await tx.synchronization.noteHappenings(happenings);
};
