import * as contracts from '#shared/contracts/mailbox-searches.ts';
import type { Digests } from '../../ports/ids.ts';
import { promoteFound, type PromoteFoundNeeds } from '../../usecases/mailboxes/promote-found.ts';
import { searchMailbox, type SearchNeeds } from '../../usecases/mailboxes/search-mailbox.ts';
import { idempotencyOf } from '../idempotency.ts';
import { presentFound } from '../present/foreseen.ts';
import type { RouteMaker } from '../route.ts';
import { regardingWish, sendReceipt } from './promotions.ts';

/** P9: conversations and histories in one's own mailbox. */
export const mailboxSearchRoutes = (
  route: RouteMaker,
  needs: SearchNeeds & PromoteFoundNeeds & { readonly digests: Digests },
): void => {
  route(contracts.searchMailbox, async ({ actor, params, body }) => {
    const { items, more } = await searchMailbox(needs)(actor, params.mailboxId, body);
    return { items: items.flatMap(presentFound), more };
  });
  route(contracts.promoteFound, async ({ actor, params, body, request, response }) => {
    const receipt = await promoteFound(needs)(actor, params.mailboxId, {
      origin: body.origin,
      regarding: regardingWish(body.regarding),
      idempotency: idempotencyOf(request, needs.digests),
    });
    return sendReceipt(needs.store, actor, receipt, response);
  });
};
