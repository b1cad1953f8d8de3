import * as contracts from '#shared/contracts/drop-address.ts';
import { toWire } from '#shared/model/instant.ts';
import { type DropAddressNeeds, findDropAddress, makeDropAddress } from '../../usecases/drop-addresses/drop-address.ts';
import type { RouteMaker } from '../route.ts';

/** A20: one's own drop address. */
export const dropAddressRoutes = (route: RouteMaker, needs: DropAddressNeeds): void => {
  route(contracts.getDropAddress, async ({ actor }) => {
    const { found, available } = await findDropAddress(needs)(actor);
    return { address: found?.address ?? null, madeAt: found === null ? null : toWire(found.madeAt), available };
  });
  route(contracts.makeDropAddress, async ({ actor }) => {
    const { address, madeAt } = await makeDropAddress(needs)(actor);
    return { address, madeAt: toWire(madeAt), available: true };
  });
};
