/** Rows of records and what belongs to them. Moments are epoch milliseconds, flags 0 or 1, JSON is text. */
export interface OrganizationTable {
  id: string;
  name: string;
  name_key: string;
  settings: string;
  demonstration: number;
  created_at: number;
}
export interface InstallationTable {
  name: string;
  value: string;
}
export interface RecordTypeTable {
  organization_id: string;
  name: string;
  label: string;
  plural_label: string;
  fields: string;
}
export interface RecordTable {
  organization_id: string;
  id: string;
  type: string;
  name: string;
  name_key: string;
  owner_id: string | null;
  access: string;
  active: number;
  external_id: string | null;
  fields: string;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
  version: number;
}
export interface RecordAddressTable {
  organization_id: string;
  record_id: string;
  position: number;
  address: string;
  address_key: string;
  loose_key: string;
  is_primary: number;
}
/** A reference field of a record: the account of a contact, the contact of a case. */
export interface RecordLinkTable {
  organization_id: string;
  record_id: string;
  field: string;
  to_id: string;
  to_type: string;
}
/** Search terms: folded words of the name and of the addresses. */
export interface RecordTermTable {
  organization_id: string;
  term: string;
  record_id: string;
}
export interface TeamMemberTable {
  organization_id: string;
  team_id: string;
  user_id: string;
}
export interface RecordPinTable {
  organization_id: string;
  user_id: string;
  record_id: string;
  pinned_at: number;
}
export interface AddressChoiceTable {
  organization_id: string;
  user_id: string;
  address_key: string;
  record_id: string;
  record_type: string;
  chosen_at: number;
}
