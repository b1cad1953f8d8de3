import * as contracts from '#shared/contracts/session.ts';
import type { ReturnsOf } from '#shared/contracts/endpoint.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import { endSession } from '../../usecases/sessions/end-session.ts';
import { acceptInvitation } from '../../usecases/sessions/invitations.ts';
import { localIdentity } from '../../usecases/sessions/local-identity.ts';
import { findMe } from '../../usecases/sessions/find-me.ts';
import { exchangeCode, refreshSession, type SessionNeeds } from '../../usecases/sessions/open-session.ts';
import { signIn } from '../../usecases/sessions/sign-in.ts';
import { tokenOf } from '../actor.ts';
import type { RouteMaker } from '../route.ts';
import { clientAddress } from '../session-rate-limit.ts';

export type DemonstrationAccount = ReturnsOf<typeof contracts.getFirstRun>['demonstration'][number];

export interface SessionRouteNeeds extends SessionNeeds {
  readonly hasher: PasswordHasher;
  readonly demonstrationAccounts: readonly DemonstrationAccount[];
}

/** Signing in and out, invitations, who am I. */
export const sessionRoutes = (route: RouteMaker, needs: SessionRouteNeeds): void => {
  const { store, digests } = needs;
  const enter = signIn(needs, localIdentity(store, needs.hasher));
  route(contracts.authorize, ({ body: { challenge, ...proof }, request }) =>
    enter(proof, { challenge, clientAddress: clientAddress(request) }),
  );
  route(contracts.exchangeCode, ({ body }) => exchangeCode(needs)(body));
  route(contracts.refreshSession, ({ body }) => refreshSession(needs)(body.refreshToken));
  route(contracts.endSession, async ({ actor, request }) => {
    await endSession(needs)(actor, digests.sha256(tokenOf(request)));
    return undefined;
  });
  route(contracts.getFirstRun, async () => ({
    administratorExists: await store.system.logins.administratorExists(),
    demonstration: [...needs.demonstrationAccounts],
  }));
  route(contracts.acceptInvitation, ({ body }) => acceptInvitation(needs)(body));
  route(contracts.getMe, ({ actor }) => findMe(store)(actor));
};
