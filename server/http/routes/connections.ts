import * as contracts from '#shared/contracts/connections.ts';
import { toWire } from '#shared/model/instant.ts';
import { listConnections } from '../../usecases/connections/list-connections.ts';
import { resumeConnections } from '../../usecases/connections/resume-connections.ts';
import type { RouteMaker } from '../route.ts';

/** Y10: all that is connected, and the way on for what stopped. */
export const connectionRoutes = (route: RouteMaker, needs: Parameters<typeof resumeConnections>[0]): void => {
  route(contracts.listConnections, ({ actor }) =>
    needs.store.read(actor.organizationId, async (read) => {
      const { items, counts } = await listConnections(read);
      return { items: items.map(({ since, ...one }) => ({ ...one, since: toWire(since) })), counts };
    }),
  );
  route(contracts.resumeConnections, async ({ actor, body }) => ({
    resumed: await resumeConnections(needs)(actor, body.ids ?? null),
  }));
};
