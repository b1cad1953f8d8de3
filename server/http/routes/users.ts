import { z } from 'zod';
import * as contracts from '#shared/contracts/users.ts';
import { toWire } from '#shared/model/instant.ts';
import { askedWords } from '../../domain/search-words.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { inviteUser, type InvitationNeeds } from '../../usecases/sessions/invitations.ts';
import { addUser } from '../../usecases/users/add-user.ts';
import { changeUser } from '../../usecases/users/change-user.ts';
import { pageOf, readCursor } from '../cursor.ts';
import type { RouteMaker } from '../route.ts';

export interface UserRouteNeeds extends InvitationNeeds {
  readonly publicUrl: () => string;
}

const NameCursor = z.object({ nameKey: z.string().max(2_000), id: z.string().max(64) });

const presentUser = (user: StoredUser): contracts.WireUser => ({
  id: user.id,
  name: user.name,
  email: user.email,
  addresses: user.addresses.map(({ address, primary }) => ({ address, primary })),
  role: user.role,
  active: user.active,
  version: user.version,
});

/** People of the organization. */
export const userRoutes = (route: RouteMaker, needs: UserRouteNeeds): void => {
  route(contracts.listUsers, async ({ actor, query: { q, cursor, limit } }) => {
    const after = readCursor(cursor, NameCursor);
    const found = await needs.store.read(actor.organizationId, (read) =>
      read.users.list(q === undefined ? [] : askedWords(q), { limit: limit + 1, after }),
    );
    const { items, nextCursor } = pageOf(found, limit, ({ nameKey, id }) => ({ nameKey, id }));
    return { items: items.map(presentUser), nextCursor };
  });
  route(contracts.addUser, async ({ actor, body: { addresses, ...rest } }) => {
    const { organizationId, userId: actorId } = actor;
    const { user } = await addUser(needs)({ ...rest, aliases: addresses, organizationId, actorId });
    return presentUser(user);
  });
  route(contracts.changeUser, async ({ actor, params, body: { addresses, ...rest } }) => {
    const { organizationId, userId: actorId } = actor;
    return presentUser(
      await changeUser(needs)({ organizationId, actorId }, params.userId, { ...rest, aliases: addresses }),
    );
  });
  route(contracts.inviteUser, async ({ actor, params }) => {
    const { organizationId, userId: actorId } = actor;
    const { url, expiresAt } = await inviteUser(needs)({ organizationId, actorId }, params.userId, needs.publicUrl());
    return { url, expiresAt: toWire(expiresAt) };
  });
};
