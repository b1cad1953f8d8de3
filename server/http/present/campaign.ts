import type { CampaignMember, QuickCampaign } from '#shared/contracts/campaigns.ts';
import { toWire } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { confirmationNeeded } from '../../domain/campaigns/campaign-state.ts';
import type { CampaignCounts, StoredCampaign, StoredMember } from '../../ports/campaign-store.ts';

const presentMail = (mail: CampaignCounts['mail']): QuickCampaign['mail'] => {
  const sum = (...states: readonly string[]) => states.reduce((total, state) => total + (mail[state] ?? 0), 0);
  return {
    pending: sum('queued', 'sending', 'deferred'),
    sent: sum('sent'),
    failed: sum('failed'),
    uncertain: sum('uncertain'),
    bounced: sum('bounced'),
    canceled: sum('canceled'),
  };
};

/** A campaign on the wire, with its progress. */
export const presentCampaign = (
  campaign: StoredCampaign,
  facts: {
    readonly counts: CampaignCounts;
    /** Those of owner and regarding that the reader may read. */
    readonly names: readonly NamedRecordRef[];
    readonly confirmationAbove: number;
  },
): QuickCampaign => {
  const { states, exclusions, mail } = facts.counts;
  const named = (id: string | undefined) => facts.names.find((record) => record.id === id) ?? null;
  return {
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    subject: campaign.subject,
    html: campaign.html,
    regarding: named(campaign.regarding?.id),
    members: campaign.members,
    owner: named(campaign.ownerId),
    counts: { members: Object.values(states).reduce((total, count) => total + count, 0), ...states },
    mail: presentMail(mail),
    exclusions: [...exclusions],
    confirmationNeeded: campaign.state === 'draft' ? confirmationNeeded(states.waiting, facts.confirmationAbove) : null,
    releaseAt: campaign.releaseAt === null ? null : toWire(campaign.releaseAt),
    createdAt: toWire(campaign.createdAt),
    updatedAt: toWire(campaign.updatedAt),
    version: campaign.version,
  };
};

export const presentMember = (member: StoredMember): CampaignMember => ({
  position: member.position,
  record: member.record,
  address: member.address,
  state: member.state,
  because: member.because,
  detail: member.detail,
  emailId: member.emailId,
});
