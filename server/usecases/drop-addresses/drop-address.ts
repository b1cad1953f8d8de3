import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DropAddress } from '../../ports/drop-address-store.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export interface DropAddressNeeds {
  readonly store: Store;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly clock: Clock;
}

/** Of a drop address only what stands at the organization's present domain counts. */
const atDomain = (found: DropAddress | null, domain: string | null): DropAddress | null =>
  domain !== null && found?.addressKey.endsWith(`@${domain}`) === true ? found : null;

/** A20: the user's drop address, and whether the organization has a domain for them. */
export const findDropAddress =
  ({ store }: Pick<DropAddressNeeds, 'store'>) =>
  (actor: Actor): Promise<{ readonly found: DropAddress | null; readonly available: boolean }> =>
    store.read(actor.organizationId, async (read) => {
      const { dropDomain } = await read.organization.settings();
      return {
        found: atDomain(await read.dropAddresses.findOf(actor.userId), dropDomain),
        available: dropDomain !== null,
      };
    });

/** 100 bits in lower-case letters and digits: nobody guesses it, and every mail program takes it. */
const localPart = ({ ids, digests }: Pick<DropAddressNeeds, 'ids' | 'digests'>): string =>
  `drop-${digests.sha256(ids.secret()).slice(0, 25)}`;

interface NewDrop {
  readonly userId: string;
  readonly actorId: string;
  readonly reason: 'by hand' | 'track on send';
  readonly at: Instant;
}

const makeAt = async (
  needs: Pick<DropAddressNeeds, 'ids' | 'digests'>,
  tx: StoreWrite,
  dropDomain: string,
  { userId, actorId, reason, at }: NewDrop,
): Promise<DropAddress> => {
  const address = `${localPart(needs)}@${dropDomain}`;
  const made = { userId, address, addressKey: addressKey(address) ?? address, madeAt: at };
  await tx.dropAddresses.replace(made);
  await tx.journal.append([{ kind: 'dropAddress.made', subjectId: userId, at, actorId, reason }]);
  return made;
};

/** A20: the drop address at which a blind copy tells of a sending; null where the organization serves none. */
export const dropAddressOf = async (read: StoreRead, userId: string): Promise<string | null> => {
  const { dropDomain } = await read.organization.settings();
  return dropDomain === null ? null : (atDomain(await read.dropAddresses.findOf(userId), dropDomain)?.address ?? null);
};

/** P7: whoever tracks on send has a drop address where the organization serves them; one that stands stays. */
export const giveDropAddress = async (
  needs: Pick<DropAddressNeeds, 'ids' | 'digests'>,
  tx: StoreWrite,
  whose: Omit<NewDrop, 'reason'>,
): Promise<void> => {
  const { dropDomain } = await tx.organization.settings();
  if (dropDomain === null || (await dropAddressOf(tx, whose.userId)) !== null) return;
  await makeAt(needs, tx, dropDomain, { ...whose, reason: 'track on send' });
};

/** A20: a new address with a random local part; the one before ends. Refuses `conflict` without a domain. */
export const makeDropAddress =
  (needs: DropAddressNeeds) =>
  (actor: Actor): Promise<DropAddress> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const { dropDomain } = await tx.organization.settings();
      if (dropDomain === null)
        throw new Refusal(
          'conflict',
          'Your organization has no domain for drop addresses; an administrator can set dropDomain.',
        );
      const { userId } = actor;
      return makeAt(needs, tx, dropDomain, { userId, actorId: userId, reason: 'by hand', at: needs.clock.now() });
    });
