import type { Actor } from '../../domain/actor.ts';
import type { StoreRead } from '../../ports/store.ts';

/** A workflow acts in the name of whoever wrote it, with what they may read; null when they are gone. */
export const workflowOwner = async (read: StoreRead, ownerId: string): Promise<Actor | null> => {
  const owner = await read.records.find(ownerId, { type: 'user', id: ownerId });
  if (owner?.active !== true) return null;
  const { organizationId } = read;
  // Nobody is signed in: there is neither login nor device.
  return { organizationId, userId: ownerId, name: owner.name, role: 'user', loginId: '', deviceId: null };
};
