import type { SystemWrite } from '../../ports/system-store.ts';
import { connectionsOf } from './connections-of.ts';

/**
 * I5, I6: after connections of a user changed. A mailbox that none of them leads to is nobody's, and one whose items are no
 * longer synchronized here is free for another organization.
 */
export const settleMappings = async (tx: SystemWrite, organizationId: string, userId: string): Promise<void> => {
  const here = tx.within(organizationId);
  const connections = await connectionsOf(here, userId);
  for (const { key } of await here.mappings.ofUser(userId)) {
    const left = connections.filter(({ identity }) => identity.key === key);
    if (!left.some((one) => one.kind === 'account' && one.account.enabled))
      await tx.synchronizing.end(key, organizationId);
    if (left.length === 0) await here.mappings.remove(key, userId);
  }
};
