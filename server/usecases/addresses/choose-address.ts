import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { type FoundMatch, matchAddresses } from './match-addresses.ts';
import { readKey } from './read-key.ts';

export interface AddressNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

/** Refuses a record that is absent or not for this reader (R9). */
export const checkReadable = async (tx: StoreWrite, actor: Actor, record: RecordRef): Promise<void> => {
  if ((await tx.records.names(actor.userId, [record])).length === 0)
    throw new Refusal('record_not_found', `record: there is no ${record.type} with this id that you may read.`, {
      issues: [{ field: 'record', message: 'not found' }],
    });
};

const answer = async (tx: StoreWrite, actor: Actor, address: string): Promise<FoundMatch> => {
  const [match] = await matchAddresses(tx, actor, { addresses: [address], role: 'sender' });
  return match ?? { address, resolution: { kind: 'unresolved' } };
};

/** R5: remembers whose address it is for this person; null forgets. Gives what the address means from now on. */
export const chooseAddress =
  ({ store, clock }: AddressNeeds) =>
  (actor: Actor, written: string, record: RecordRef | null): Promise<FoundMatch> => {
    const { key, address } = readKey(written);
    return store.transact(actor.organizationId, async (tx) => {
      const at = clock.now();
      if (record === null) await tx.addresses.forget(actor.userId, key);
      else {
        await checkReadable(tx, actor, record);
        await tx.addresses.remember(actor.userId, key, record, at);
      }
      await tx.journal.append([
        {
          kind: 'address.chosen',
          subjectId: record?.id ?? actor.userId,
          at,
          actorId: actor.userId,
          reason: record === null ? 'forgotten' : 'remembered',
          after: { address: key, record },
        },
      ]);
      return answer(tx, actor, address);
    });
  };
