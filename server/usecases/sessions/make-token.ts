import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export interface MakeTokenNeeds {
  readonly store: Store;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly clock: Clock;
}

/**
 * A bearer token for programs, made by whoever has access to the database. Good for one organization when one is
 * named, else for all of the user's. Refuses an unknown or disabled user.
 */
export const makeToken =
  ({ store, ids, digests, clock }: MakeTokenNeeds) =>
  async (wanted: {
    readonly email: string;
    readonly organizationId: string | null;
    readonly lifetimeMs: number;
    /** `router`: it hands over mail and may do nothing else (A12). */
    readonly scope?: 'router';
  }): Promise<string> => {
    const key = addressKey(wanted.email);
    const login = key === null ? null : await store.system.logins.find(key);
    const memberships = login === null ? [] : await store.system.logins.memberships(login.id);
    const open = memberships.filter(
      ({ active, organization }) =>
        active && (wanted.organizationId === null || organization.id === wanted.organizationId),
    );
    if (login === null || open.length === 0)
      throw new Refusal(
        'user_not_found',
        `No active user signs in as ${wanted.email}${wanted.organizationId === null ? '' : ' in that organization'}.`,
      );
    const token = ids.secret();
    await store.system.access.add({
      tokenHash: digests.sha256(token),
      loginId: login.id,
      deviceId: null,
      organizationId: wanted.organizationId,
      expiresAt: (clock.now() + wanted.lifetimeMs) as Instant,
      ...(wanted.scope === undefined ? {} : { scope: wanted.scope }),
    });
    return token;
  };
