export interface QuickCampaignTable {
  organization_id: string;
  id: string;
  name: string;
  state: string;
  subject: string;
  html: string;
  regarding_type: string | null;
  regarding_id: string | null;
  /** JSON: how the members were asked for. */
  members: string;
  owner_id: string;
  release_at: number | null;
  created_at: number;
  updated_at: number;
  version: number;
}
export interface CampaignMemberTable {
  organization_id: string;
  campaign_id: string;
  position: number;
  record_type: string;
  record_id: string;
  name: string;
  address: string | null;
  address_key: string | null;
  state: string;
  because: string | null;
  detail: string | null;
  email_id: string | null;
  /** In the link by which this member leaves all bulk mail. */
  unsubscribe_secret: string | null;
  /** A process has it in hand until then. */
  taken_until: number | null;
}
export interface BulkSuppressionTable {
  organization_id: string;
  address_key: string;
  campaign_id: string;
  unsubscribed_at: number;
}
export interface MarketingListTable {
  organization_id: string;
  id: string;
  name: string;
  name_key: string;
  owner_id: string;
  created_at: number;
}
export interface MarketingListMemberTable {
  organization_id: string;
  list_id: string;
  record_type: string;
  record_id: string;
  joined_at: number;
}
