import type { CampaignState } from '#shared/contracts/campaigns.ts';
import type { Instant } from '#shared/model/instant.ts';

/** What a person can ask of a campaign. */
export type CampaignWish = 'start' | 'paused' | 'running' | 'stopped';

/** From, wish, to. What is not in the table is refused; asking for what is already so changes nothing. */
const transitions: Readonly<Record<CampaignState, Partial<Record<CampaignWish, CampaignState>>>> = {
  draft: { start: 'releasing' },
  releasing: { start: 'releasing', running: 'releasing', paused: 'paused', stopped: 'stopped' },
  running: { start: 'running', running: 'running', paused: 'paused', stopped: 'stopped' },
  paused: { running: 'running', paused: 'paused', stopped: 'stopped' },
  stopped: { stopped: 'stopped' },
  // All mail is written, and some of it may still wait to leave.
  done: { start: 'done', running: 'done', paused: 'paused', stopped: 'stopped' },
};

/** The state after a wish; null: not from here. */
export const nextCampaignState = (state: CampaignState, wish: CampaignWish): CampaignState | null =>
  transitions[state][wish] ?? null;

/** Mail may be written for its members now: the moment for changing one's mind is over, also after a pause in it. */
export const mayWrite = (
  campaign: { readonly state: CampaignState; readonly releaseAt: Instant | null },
  now: Instant,
): boolean => (campaign.state === 'running' || campaign.state === 'releasing') && (campaign.releaseAt ?? now) <= now;

/** S9: what must be typed before so many people get mail; null when it is few enough. */
export const confirmationNeeded = (recipients: number, above: number): string | null =>
  recipients > above ? String(recipients) : null;
