import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { counterUsage } from '../../domain/tokens/token-text.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreRead } from '../../ports/store.ts';

export interface NearlyUsedUp {
  readonly user: NamedRecordRef;
  readonly used: number;
  readonly capacity: number;
}

/** T5: users whose classic counter is used to 90 % or more; nobody where tokens are not classic. */
export const listNearlyUsedUp = async (read: StoreRead, actor: Actor): Promise<NearlyUsedUp[]> => {
  const { token } = await read.organization.settings();
  if (token.mode !== 'classic') return [];
  const near = (await read.tokens.classicCounts())
    .map(({ userId, mails }) => ({ userId, ...counterUsage(token, mails) }))
    .filter(({ nearlyUsedUp }) => nearlyUsedUp);
  const refs = near.map(({ userId }) => ({ type: 'user', id: userId }));
  const names = await read.records.names(actor.userId, refs);
  return near.map(({ userId, used, capacity }) => ({
    user: { type: 'user', id: userId, name: names.find(({ id }) => id === userId)?.name ?? '' },
    used,
    capacity,
  }));
};
