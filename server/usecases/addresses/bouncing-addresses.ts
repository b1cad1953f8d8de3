import { addressKey } from '#shared/model/address.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BouncingAddress } from '../../ports/outbox-store.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { readKey } from './read-key.ts';

/** S12: the mark of each address as written, or null; what is no address has none. One statement. */
export const findBouncing = async (
  read: StoreRead,
  addresses: readonly string[],
): Promise<(BouncingAddress | null)[]> => {
  const keys = addresses.map((address) => addressKey(address));
  const asked = [...new Set(keys.filter((key) => key !== null))];
  const marked = asked.length === 0 ? [] : await read.outbox.bouncing(asked);
  return keys.map((key) => marked.find((each) => each.addressKey === key) ?? null);
};

/**
 * S12: somebody knows that the address takes mail again: its mark goes, and campaigns and workflows write to it. Refuses
 * `invalid_address` and, where there is no mark, `not_found`.
 */
export const clearBouncing =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, written: string): Promise<void> => {
    const { key } = readKey(written);
    return store.transact(actor.organizationId, async (tx) => {
      const [standing] = await tx.outbox.bouncing([key]);
      if (standing === undefined || !(await tx.outbox.clearBouncing(key)))
        throw new Refusal('not_found', 'No report says that this address does not take mail.');
      await tx.journal.append([
        {
          kind: 'address.trusted',
          subjectId: key,
          at: clock.now(),
          actorId: actor.userId,
          reason: 'byHand',
          before: { since: standing.since, statusCode: standing.statusCode },
        },
      ]);
    });
  };
