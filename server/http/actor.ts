import type { Request } from 'express';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../domain/actor.ts';
import type { Clock } from '../ports/clock.ts';
import type { Digests } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import type { StoredAccess, StoredMembership } from '../ports/system-store.ts';
import { Refusal } from '../usecases/refusal.ts';

export interface AccessNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly digests: Digests;
}

/** Who is calling, in which organization; refuses when nobody is. */
export type Authenticate = (request: Request) => Promise<Actor>;

const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/i;

/** The bearer token of a request; refuses when there is none. */
export const tokenOf = (request: Request): string => {
  const token = bearer.exec(request.get('authorization') ?? '')?.[1];
  if (token === undefined)
    throw new Refusal('unauthenticated', 'Sign in: this call needs the header `Authorization: Bearer <token>`.');
  return token;
};

const chosen = (request: Request, access: StoredAccess): StoredMembership => {
  const open = access.memberships.filter(
    (membership) =>
      membership.active && (access.organizationId === null || access.organizationId === membership.organization.id),
  );
  const asked = request.get('x-organization')?.trim();
  if (asked !== undefined && asked !== '') {
    const key = asked.normalize('NFC').toLowerCase();
    const found = open.find(
      ({ organization }) => organization.id === asked || organization.name.normalize('NFC').toLowerCase() === key,
    );
    if (found === undefined)
      throw new Refusal('organization_not_found', 'You have no organization of this id or name.');
    return found;
  }
  const [only, another] = open;
  if (only === undefined) throw new Refusal('unauthenticated', 'This login belongs to no organization any more.');
  if (another !== undefined)
    throw new Refusal(
      'organization_required',
      'You belong to several organizations: name one in the header X-Organization.',
    );
  return only;
};

/** Reads the bearer token; tokens are looked up by hash, so that the database holds none. Asked once a request. */
export const createAuthenticate = (needs: AccessNeeds): Authenticate => {
  const asked = new WeakMap<Request, Promise<Actor>>();
  return (request) => {
    const known = asked.get(request);
    if (known !== undefined) return known;
    const actor = findActor(needs, request);
    asked.set(request, actor);
    return actor;
  };
};

/** A device that is in use is noted as seen so often, not with every call. */
const seenEveryMs = 60_000;

const noteSeen = async ({ store }: AccessNeeds, { deviceId, lastSeen }: StoredAccess, now: Instant): Promise<void> => {
  if (deviceId === null || (lastSeen !== null && now - lastSeen < seenEveryMs)) return;
  await store.system.sessions.touch(deviceId, now);
};

const findActor = async (needs: AccessNeeds, request: Request): Promise<Actor> => {
  const { store, clock, digests } = needs;
  const now = clock.now();
  const access = await store.system.access.find(digests.sha256(tokenOf(request)), now);
  if (access === null) throw new Refusal('unauthenticated', 'The token is unknown or has expired; sign in again.');
  const membership = chosen(request, access);
  await noteSeen(needs, access, now);
  return {
    organizationId: membership.organization.id,
    userId: membership.userId,
    name: membership.userName,
    role: membership.role,
    loginId: access.loginId,
    deviceId: access.deviceId,
    ...(access.scope === 'router' ? { scope: access.scope } : {}),
  };
};
