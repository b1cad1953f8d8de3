import type { Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { StoreWrite } from '../../ports/store.ts';

/** A mail that is kept with its bytes until somebody settles it. */
export interface NewHold {
  readonly userId: string | null;
  readonly actorId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly outcome: Outcome;
  readonly messageId: { readonly text: string; readonly key: string } | null;
  readonly bytes: Uint8Array;
  readonly mailbox: string | null;
  readonly request: unknown;
  readonly at: Instant;
}

/** Keeps the bytes with the reason; the same bytes are held once for one person. Gives the id and whether it is new. */
export const keepHold = async (
  { ids, digests }: { readonly ids: Ids; readonly digests: Digests },
  tx: StoreWrite,
  hold: NewHold,
): Promise<{ readonly holdId: string; readonly isNew: boolean }> => {
  const sha256 = digests.sha256(hold.bytes);
  const standing = await tx.holds.findByContent(hold.userId, sha256);
  if (standing !== null) return { holdId: standing.id, isNew: false };
  const holdId = ids.next();
  await tx.contents.keep([{ sha256, bytes: hold.bytes }]);
  await tx.holds.add({
    id: holdId,
    userId: hold.userId,
    reason: hold.reason,
    detail: hold.detail,
    outcomeCode: hold.outcome.code,
    messageId: hold.messageId?.text ?? null,
    messageIdKey: hold.messageId?.key ?? null,
    sha256,
    sizeBytes: hold.bytes.byteLength,
    mailbox: hold.mailbox,
    request: hold.request,
    attempts: 1,
    at: hold.at,
  });
  await tx.journal.append([
    {
      kind: 'hold.added',
      subjectId: holdId,
      at: hold.at,
      actorId: hold.actorId,
      principalId: hold.userId,
      reason: hold.reason,
    },
  ]);
  return { holdId, isNew: true };
};
