import type * as activities from './activities/schema.ts';
import type * as records from './records/schema.ts';
import type * as sessions from './sessions/schema.ts';
import type * as tokens from './tokens/schema.ts';
import type * as templates from './templates/schema.ts';
import type * as tickets from './tickets/schema.ts';

/** Every table by its name, for Kysely. */
export interface Database {
  organization: records.OrganizationTable;
  installation: records.InstallationTable;
  record_type: records.RecordTypeTable;
  record: records.RecordTable;
  record_address: records.RecordAddressTable;
  record_link: records.RecordLinkTable;
  record_term: records.RecordTermTable;
  team_member: records.TeamMemberTable;
  record_pin: records.RecordPinTable;
  address_choice: records.AddressChoiceTable;
  content: activities.ContentTable;
  activity: activities.ActivityTable;
  activity_party: activities.ActivityPartyTable;
  attachment: activities.AttachmentTable;
  promotion: activities.PromotionTable;
  regarding: activities.RegardingTable;
  timeline: activities.TimelineTable;
  hold: activities.HoldTable;
  outcome: activities.OutcomeTable;
  idempotency: activities.IdempotencyTable;
  journal_head: activities.JournalHeadTable;
  event: activities.EventTable;
  audit: activities.AuditTable;
  address_resolution: activities.AddressResolutionTable;
  login: sessions.LoginTable;
  membership: sessions.MembershipTable;
  device: sessions.DeviceTable;
  refresh_token: sessions.RefreshTokenTable;
  access_token: sessions.AccessTokenTable;
  sign_in_code: sessions.SignInCodeTable;
  invitation: sessions.InvitationTable;
  sign_in_attempt: sessions.SignInAttemptTable;
  designation: sessions.DesignationTable;
  token_counter: tokens.TokenCounterTable;
  tracking_token: tokens.TrackingTokenTable;
  message_alias: tokens.MessageAliasTable;
  thread_veto: tokens.ThreadVetoTable;
  template: templates.TemplateTable;
  track_ticket: tickets.TrackTicketTable;
}
