import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { type CampaignWish, confirmationNeeded, nextCampaignState } from '../../domain/campaigns/campaign-state.ts';
import type { StoredCampaign } from '../../ports/campaign-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { cancelWaiting } from '../outbound/steer-email.ts';
import { Refusal } from '../refusal.ts';
import { type CampaignNeeds, getCampaign } from './write-campaign.ts';

/** Nobody else gets the mail: neither members that wait, nor mail that is written and has not left. */
const stopAll = async (tx: StoreWrite, actor: Actor, campaignId: string): Promise<void> => {
  await tx.campaigns.stopWaiting(campaignId);
  for (const emailId of await tx.campaigns.unsentMail(campaignId)) {
    const email = await tx.outbox.hold(emailId);
    if (email !== null) await cancelWaiting(tx, email, { actorId: actor.userId, reason: 'byHand' });
  }
};

const change = async (
  tx: StoreWrite,
  needs: CampaignNeeds,
  wish: {
    readonly actor: Actor;
    readonly campaign: StoredCampaign;
    readonly wish: CampaignWish;
    readonly releaseAt: Instant | null;
  },
): Promise<StoredCampaign> => {
  const { actor, campaign, releaseAt } = wish;
  const state = nextCampaignState(campaign.state, wish.wish);
  if (state === null)
    throw new Refusal('conflict', `The campaign is ${campaign.state}; from there it cannot be ${wish.wish}.`);
  if (state === campaign.state) return campaign;
  const at = needs.clock.now();
  await tx.campaigns.save({ ...campaign, state, releaseAt }, campaign.version, at);
  if (state === 'stopped') await stopAll(tx, actor, campaign.id);
  await tx.journal.append([
    {
      kind: 'campaign.changed',
      subjectId: campaign.id,
      at,
      actorId: actor.userId,
      reason: wish.wish,
      before: { state: campaign.state },
      after: { state },
    },
  ]);
  return { ...campaign, state, releaseAt, version: campaign.version + 1, updatedAt: at };
};

const held = async (tx: StoreWrite, actor: Actor, campaignId: string): Promise<StoredCampaign> => {
  await getCampaign(tx, actor, campaignId);
  const campaign = await tx.campaigns.hold(campaignId);
  if (campaign === null) throw new Refusal('campaign_not_found', 'The campaign is not there any more.');
  return campaign;
};

const refuseUnconfirmed = (needed: string | null, typed: string | undefined): void => {
  if (needed === null || typed?.trim() === needed) return;
  const message = `this mail goes to ${needed} people; write "${needed}" to confirm`;
  throw new Refusal('invalid_request', `confirmation: ${message}`, { issues: [{ field: 'confirmation', message }] });
};

/**
 * S9: starts the campaign. Mail is written only after the release delay of the settings, so that a start by mistake can
 * be stopped. Starting twice is starting once.
 */
export const startCampaign =
  (needs: CampaignNeeds) =>
  (actor: Actor, campaignId: string, confirmation: string | undefined): Promise<StoredCampaign> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const campaign = await held(tx, actor, campaignId);
      const { campaignConfirmationAbove, campaignReleaseDelaySeconds } = await tx.organization.settings();
      const { states } = await tx.campaigns.counts(campaignId);
      if (campaign.state === 'draft') {
        if (states.waiting === 0)
          throw new Refusal('conflict', 'Nobody would get this mail; look at the exclusions, or choose other members.');
        refuseUnconfirmed(confirmationNeeded(states.waiting, campaignConfirmationAbove), confirmation);
      }
      const releaseAt = (needs.clock.now() + campaignReleaseDelaySeconds * 1_000) as Instant;
      return change(tx, needs, { actor, campaign, wish: 'start', releaseAt });
    });

/**
 * Pauses, goes on, or stops for good. Paused, mail that is written waits too; stopped, whoever was not served yet gets
 * nothing. Recipients in hand are served. Where everything left nothing changes.
 */
export const changeCampaignState =
  (needs: CampaignNeeds) =>
  (actor: Actor, campaignId: string, wish: 'paused' | 'running' | 'stopped'): Promise<StoredCampaign> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const campaign = await held(tx, actor, campaignId);
      const isOver = campaign.state === 'done' && (await tx.campaigns.unsentMail(campaignId)).length === 0;
      if (wish !== 'running' && isOver) return campaign;
      return change(tx, needs, { actor, campaign, wish, releaseAt: campaign.releaseAt });
    });
