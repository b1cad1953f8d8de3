import * as contracts from '#shared/contracts/alerts.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Store } from '../../ports/store.ts';
import { listAlerts } from '../../usecases/alerts/list-alerts.ts';
import { putAwayAlert } from '../../usecases/alerts/put-away-alert.ts';
import type { RouteMaker } from '../route.ts';

/** Y10: what people must hear. */
export const alertRoutes = (route: RouteMaker, needs: { readonly store: Store }): void => {
  route(contracts.listMyAlerts, ({ actor }) =>
    needs.store.read(actor.organizationId, async (read) => ({
      items: (await listAlerts(read, actor)).map(({ id, kind, userId, words, at }) => ({
        id,
        kind,
        forAdministrators: userId === null,
        words,
        at: toWire(at),
      })),
    })),
  );
  route(contracts.putAwayMyAlert, async ({ actor, params }) => {
    await putAwayAlert(needs)(actor, params.alertId);
    return undefined;
  });
};
