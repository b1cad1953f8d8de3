/** Rows of what users say of themselves. Moments are epoch milliseconds. */
export interface AddressClaimTable {
  organization_id: string;
  user_id: string;
  address_key: string;
  address: string;
  code_mac: string;
  expires_at: number;
  tries: number;
}
/** That a code was asked for; kept for an hour. */
export interface AddressCodeRequestTable {
  organization_id: string;
  id: string;
  user_id: string;
  address_key: string;
  asked_at: number;
}
