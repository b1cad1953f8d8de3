import type { CampaignState, Exclusion, MembersAsked, MemberState } from '#shared/contracts/campaigns.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { CampaignToStore, StoredCampaign, StoredMember } from '../../../ports/campaign-store.ts';
import type { CampaignMemberTable, QuickCampaignTable } from './schema.ts';

export const presentCampaign = (row: QuickCampaignTable): StoredCampaign => ({
  id: row.id,
  name: row.name,
  state: row.state as CampaignState,
  subject: row.subject,
  html: row.html,
  regarding:
    row.regarding_type === null || row.regarding_id === null
      ? null
      : { type: row.regarding_type, id: row.regarding_id },
  members: JSON.parse(row.members) as MembersAsked,
  ownerId: row.owner_id,
  releaseAt: row.release_at as Instant | null,
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
  version: row.version,
});

export const campaignRow = (campaign: CampaignToStore) => ({
  name: campaign.name,
  state: campaign.state,
  subject: campaign.subject,
  html: campaign.html,
  regarding_type: campaign.regarding?.type ?? null,
  regarding_id: campaign.regarding?.id ?? null,
  members: JSON.stringify(campaign.members),
  owner_id: campaign.ownerId,
  release_at: campaign.releaseAt,
});

export const presentMember = (row: CampaignMemberTable): StoredMember => ({
  position: row.position,
  record: { type: row.record_type, id: row.record_id, name: row.name },
  address: row.address,
  addressKey: row.address_key as AddressKey | null,
  state: row.state as MemberState,
  because: row.because as Exclusion | null,
  detail: row.detail,
  emailId: row.email_id,
});

export const memberRow = (member: StoredMember) => ({
  position: member.position,
  record_type: member.record.type,
  record_id: member.record.id,
  name: member.record.name,
  address: member.address,
  address_key: member.addressKey,
  state: member.state,
  because: member.because,
  detail: member.detail,
  email_id: member.emailId,
  unsubscribe_secret: null,
  taken_until: null,
});
