import { addressKey, domainOf } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import type { ReceivedMail, ReceiveReceipt } from './received-mail.ts';

interface Needs {
  readonly store: Store;
  readonly receiveMessage: (mail: ReceivedMail) => Promise<ReceiveReceipt>;
}

/** One mail as an SMTP server took it. */
export interface ArrivedMail {
  /** Recipients of the envelope. */
  readonly to: readonly string[];
  readonly bytes: Uint8Array;
}

/** Recipients that this organization serves: of users, of queues, drop addresses (A20). */
const servedHere = async (read: StoreRead, keys: readonly AddressKey[]): Promise<AddressKey[]> => {
  const { dropDomain } = await read.organization.settings();
  const { owners } = await read.routing.matching({ readerId: null, addresses: keys, looseAddresses: [] });
  const ours = owners.filter(({ record, active }) => active && (record.type === 'user' || record.type === 'queue'));
  const atDropDomain = keys.filter((key) => domainOf(key) === dropDomain);
  const drops = atDropDomain.length === 0 ? [] : await read.dropAddresses.among(atDropDomain);
  const served = new Set<string>([...ours, ...drops].map(({ addressKey: key }) => key));
  return keys.filter((key) => served.has(key));
};

/**
 * S16: what arrived at the server of the demonstrations comes in as incoming mail of each of them that serves one of its
 * recipients, by the way of all mail; organizations that are none never see it.
 */
export const receiveArrived =
  ({ store, receiveMessage }: Needs) =>
  async ({ to, bytes }: ArrivedMail): Promise<void> => {
    const keys = [...new Set(to.map((address) => addressKey(address)).filter((key) => key !== null))];
    for (const { id: organizationId, demonstration } of await store.system.organizations.list()) {
      const reached = demonstration ? await store.read(organizationId, (read) => servedHere(read, keys)) : [];
      const [foundAt] = reached;
      if (foundAt === undefined) continue;
      const found = { foundAt, envelopeTo: reached, folder: null, categories: [], wrapping: 'none' } as const;
      await receiveMessage({ organizationId, bytes, ...found });
    }
  };
