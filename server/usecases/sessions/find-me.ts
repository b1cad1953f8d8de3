import type { getMe } from '#shared/contracts/session.ts';
import type { ReturnsOf } from '#shared/contracts/endpoint.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { presentMemberships } from './memberships.ts';

/** The caller, in the organization of this call and in all of theirs, and the device they speak from. */
export const findMe =
  ({ system }: Store) =>
  async (actor: Actor): Promise<ReturnsOf<typeof getMe>> => {
    const login = await system.logins.get(actor.loginId);
    const memberships = presentMemberships(login.email, await system.logins.memberships(login.id));
    const current = memberships.find(({ organization }) => organization.id === actor.organizationId);
    if (current === undefined) throw new Refusal('unauthenticated', 'You no longer belong to this organization.');
    const device = actor.deviceId === null ? null : await system.sessions.device(actor.deviceId);
    return { current, memberships, device: device === null ? null : { id: device.id, name: device.name } };
  };
