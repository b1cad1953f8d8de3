import { exportLimits } from '#shared/contracts/undeliverable.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { exportName } from '../../domain/holds/export-name.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { getHoldFor } from './own-hold.ts';

/** One held mail as a file. */
export interface ExportedHold {
  readonly name: string;
  readonly at: Instant;
  /** Null: somebody settled it while others were read. */
  readonly bytes: Uint8Array | null;
}

export interface ExportNeeds {
  readonly store: Store;
  readonly clock: Clock;
  /** Of all of them together; absent: `exportLimits`. */
  readonly mostExportBytes?: number;
}

const tooLarge = (most: number): Refusal => {
  const message = `are over ${most / 1024 / 1024} MB together; export fewer at once`;
  return new Refusal('invalid_request', `ids ${message}.`, { issues: [{ field: 'ids', message }] });
};

/**
 * A14: several held mails as they came, each once, one in memory at a time. All are looked up and entered in the audit before
 * the first is given. Refuses `hold_not_found` when one of them is not the actor's to read, `invalid_request` over the limit.
 */
export const exportHolds =
  ({ store, clock, mostExportBytes = exportLimits.bytes }: ExportNeeds) =>
  async (actor: Actor, ids: readonly string[]): Promise<AsyncGenerator<ExportedHold, void, undefined>> => {
    const { organizationId, userId: actorId } = actor;
    const holds = await store.transact(organizationId, async (tx) => {
      const found = [];
      for (const id of new Set(ids)) found.push(await getHoldFor(tx, actor, id, 'source'));
      if (found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > mostExportBytes) throw tooLarge(mostExportBytes);
      const at = clock.now();
      await tx.journal.append(
        found.map(({ id }) => ({ kind: 'hold.read', subjectId: id, at, actorId, reason: 'export' })),
      );
      return found;
    });
    return (async function* () {
      for (const [index, { sha256, messageId, at }] of holds.entries()) {
        const bytes = await store.read(organizationId, (read) => read.contents.read(sha256));
        yield { name: exportName(index, messageId), at, bytes };
      }
    })();
  };
