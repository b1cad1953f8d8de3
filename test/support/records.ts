import { looseAddressKey } from '#shared/model/address.ts';
import type { FieldValue, RecordAccess } from '#shared/model/record.ts';
import { keyOf } from './build-facts.ts';
import type { Caller, World } from './world.ts';

export interface NewRecord {
  readonly name: string;
  readonly addresses?: readonly string[];
  readonly access?: RecordAccess;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** A record in the caller's organization, owned by the caller. */
export const addRecord = async (
  world: World,
  caller: Caller,
  type: string,
  { name, addresses = [], access = 'organization', fields = {} }: NewRecord,
): Promise<{ readonly type: string; readonly id: string }> => {
  const id = world.ids.next();
  await world.store.transact(caller.organizationId, (tx) =>
    tx.records.add(
      {
        id,
        type,
        name,
        addresses: addresses.map((address, index) => ({
          address,
          addressKey: keyOf(address),
          looseKey: looseAddressKey(keyOf(address)),
          primary: index === 0,
        })),
        ownerId: caller.id,
        access,
        active: true,
        externalId: null,
        fields,
      },
      world.clock.now(),
    ),
  );
  return { type, id };
};

/** Anna Berg, contact at the account Fabrikam Wind, with the address that test mail comes from. */
export const createAnna = async (world: World) => {
  const account = await addRecord(world, world.ben, 'account', { name: 'Fabrikam Wind' });
  const anna = await addRecord(world, world.ben, 'contact', {
    name: 'Anna Berg',
    addresses: ['anna@fabrikam.example'],
    fields: { account },
  });
  return { anna, account };
};
