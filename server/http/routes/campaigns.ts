import { z } from 'zod';
import * as contracts from '#shared/contracts/campaigns.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredCampaign } from '../../ports/campaign-store.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { StoreRead } from '../../ports/store.ts';
import { changeCampaignState, startCampaign } from '../../usecases/campaigns/campaign-state.ts';
import { previewMember, testCampaign } from '../../usecases/campaigns/preview-member.ts';
import {
  type CampaignNeeds,
  changeCampaign,
  createCampaign,
  deleteCampaign,
  getCampaign,
} from '../../usecases/campaigns/write-campaign.ts';
import type { SendMail } from '../../usecases/campaigns/send-mail.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { presentCampaign, presentMember } from '../present/campaign.ts';
import type { RouteMaker } from '../route.ts';

interface CampaignRouteNeeds extends CampaignNeeds {
  readonly plainText: PlainText;
  readonly sendMail: SendMail;
}

const PositionCursor = z.object({ position: z.number().int() });

const shown = async (
  read: StoreRead,
  actor: Actor,
  campaigns: readonly StoredCampaign[],
): Promise<contracts.QuickCampaign[]> => {
  const { campaignConfirmationAbove: confirmationAbove } = await read.organization.settings();
  const refs = campaigns.flatMap(({ ownerId, regarding }) => [
    { type: 'user', id: ownerId },
    ...(regarding === null ? [] : [regarding]),
  ]);
  const names = await read.records.names(actor.userId, refs);
  const presented = [];
  for (const campaign of campaigns) {
    const counts = await read.campaigns.counts(campaign.id);
    presented.push(presentCampaign(campaign, { counts, names, confirmationAbove }));
  }
  return presented;
};

const readingRoutes = (route: RouteMaker, needs: CampaignRouteNeeds): void => {
  const { store } = needs;
  route(contracts.listQuickCampaigns, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const owner = actor.role === 'administrator' ? null : actor.userId;
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, TimeCursor) };
      const found = await read.campaigns.list(owner, page);
      const { items, nextCursor } = pageOf(found, query.limit, ({ createdAt, id }) => ({ sortAt: createdAt, id }));
      return { items: await shown(read, actor, items), nextCursor };
    }),
  );
  route(contracts.listCampaignMembers, ({ actor, params, query }) =>
    store.read(actor.organizationId, async (read) => {
      const { id } = await getCampaign(read, actor, params.quickCampaignId);
      const after = readCursor(query.cursor, PositionCursor)?.position ?? 0;
      const found = await read.campaigns.members(id, { state: query.state ?? null, after, limit: query.limit + 1 });
      const { items, nextCursor } = pageOf(found, query.limit, ({ position }) => ({ position }));
      return { items: items.map(presentMember), nextCursor };
    }),
  );
  const preview = previewMember(needs);
  route(contracts.previewCampaignMember, async ({ actor, params }) => {
    const { missing, ...filled } = await preview(actor, params.quickCampaignId, params.position);
    return { ...filled, missing: [...missing] };
  });
};

/** Quick campaigns: one mail to each of many, written and sent by itself (S9). */
export const campaignRoutes = (route: RouteMaker, needs: CampaignRouteNeeds): void => {
  const { store } = needs;
  const present = (actor: Actor, campaign: StoredCampaign): Promise<contracts.QuickCampaign> =>
    store.read(actor.organizationId, async (read) => {
      const [one] = await shown(read, actor, [campaign]);
      if (one === undefined) throw new Error('one campaign was presented as none');
      return one;
    });
  readingRoutes(route, needs);
  const create = createCampaign(needs);
  route(contracts.createQuickCampaign, async ({ actor, body }) => present(actor, await create(actor, body)));
  route(contracts.getQuickCampaign, async ({ actor, params }) =>
    present(actor, await store.read(actor.organizationId, (read) => getCampaign(read, actor, params.quickCampaignId))),
  );
  const change = changeCampaign(needs);
  route(contracts.changeQuickCampaign, async ({ actor, params, body }) =>
    present(actor, await change(actor, params.quickCampaignId, body)),
  );
  const remove = deleteCampaign(needs);
  route(contracts.deleteQuickCampaign, async ({ actor, params }) => {
    await remove(actor, params.quickCampaignId);
    return undefined;
  });
  const test = testCampaign(needs);
  route(contracts.testQuickCampaign, ({ actor, params }) => test(actor, params.quickCampaignId));
  const start = startCampaign(needs);
  route(contracts.startQuickCampaign, async ({ actor, params, body }) =>
    present(actor, await start(actor, params.quickCampaignId, body.confirmation)),
  );
  const changeState = changeCampaignState(needs);
  route(contracts.changeCampaignState, async ({ actor, params, body }) =>
    present(actor, await changeState(actor, params.quickCampaignId, body.state)),
  );
};
