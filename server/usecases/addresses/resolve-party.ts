import { addressKey } from '#shared/model/address.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { Refusal } from '../refusal.ts';
import { type AddressNeeds, checkReadable } from './choose-address.ts';
import { readKey } from './read-key.ts';

export interface PartyChoice {
  readonly address: string;
  /** Null takes a choice back: the party is what matching left it, or nobody's. */
  readonly record: RecordRef | null;
  /** Whether the choice counts for later mail too (R5). */
  readonly remember: boolean;
}

const missing = (): never => {
  throw new Refusal('activity_not_found', 'There is no activity with this id that you may see.');
};

/** A person says whose address a party of an activity is. */
export const resolveParty =
  ({ store, clock }: AddressNeeds) =>
  (actor: Actor, activityId: string, { address, record, remember }: PartyChoice): Promise<ActivityView> => {
    const { key } = readKey(address);
    return store.transact(actor.organizationId, async (tx) => {
      const before = (await tx.activities.find(actor.userId, activityId)) ?? missing();
      if (record !== null) await checkReadable(tx, actor, record);
      const at = clock.now();
      const changed = await tx.activities.settleParty(activityId, {
        addressKey: key,
        recordId: record?.id ?? null,
        settledBy: actor.userId,
      });
      if (changed === 0) throw new Refusal('not_found', 'address: the activity has no party with this address.');
      if (remember && record === null) await tx.addresses.forget(actor.userId, key);
      else if (remember && record !== null) await tx.addresses.remember(actor.userId, key, record, at);
      await tx.activities.touch(activityId, at);
      await tx.journal.append([
        {
          kind: 'activity.changed',
          subjectId: activityId,
          at,
          actorId: actor.userId,
          reason: 'partyResolved',
          before: before.parties
            .filter((party) => addressKey(party.address) === key)
            .map(({ resolution }) => resolution),
          after: { address: key, record, remember },
        },
      ]);
      return (await tx.activities.find(actor.userId, activityId)) ?? missing();
    });
  };
