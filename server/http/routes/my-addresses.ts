import * as contracts from '#shared/contracts/my-addresses.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { askForCode, type AskForCodeNeeds } from '../../usecases/users/ask-for-code.ts';
import { confirmAddress } from '../../usecases/users/confirm-address.ts';
import { listOwnAddresses, removeOwnAddress } from '../../usecases/users/own-addresses.ts';
import type { RouteMaker } from '../route.ts';

/** P20: one's own addresses. */
export const myAddressRoutes = (route: RouteMaker, needs: AskForCodeNeeds): void => {
  const present = async (actor: Actor): Promise<contracts.OwnAddresses> => ({
    items: (await listOwnAddresses(needs)(actor)).map(({ address, primary, waitsUntil }) => ({
      address,
      primary,
      confirmed: waitsUntil === null,
      expiresAt: waitsUntil === null ? null : toWire(waitsUntil),
    })),
  });
  route(contracts.listMyAddresses, ({ actor }) => present(actor));
  route(contracts.addMyAddress, async ({ actor, body }) => {
    await askForCode(needs)(actor, body);
    return present(actor);
  });
  route(contracts.confirmMyAddress, async ({ actor, params, body }) => {
    await confirmAddress(needs)(actor, params.address, body.code);
    return present(actor);
  });
  route(contracts.removeMyAddress, async ({ actor, params }) => {
    await removeOwnAddress(needs)(actor, params.address);
    return present(actor);
  });
};
