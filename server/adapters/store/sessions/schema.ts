/** Rows of sign-in. Tokens and codes stand as SHA-256 only. */
export interface LoginTable {
  id: string;
  email: string;
  email_key: string;
  password_hash: string | null;
  created_at: number;
}
export interface MembershipTable {
  login_id: string;
  organization_id: string;
  user_id: string;
  role: string;
  active: number;
  settings: string;
}
export interface DeviceTable {
  id: string;
  login_id: string;
  name: string;
  client: string;
  platform: string;
  mailbox: string | null;
  created_at: number;
  last_seen: number;
  signed_out_at: number | null;
}
/** One per device: the family stays, the token changes with every use. */
export interface RefreshTokenTable {
  device_id: string;
  family_hash: string;
  token_hash: string;
  expires_at: number;
}
export interface AccessTokenTable {
  token_hash: string;
  login_id: string;
  device_id: string | null;
  organization_id: string | null;
  expires_at: number;
  scope: string | null;
}
export interface SignInCodeTable {
  code_hash: string;
  login_id: string;
  challenge: string;
  expires_at: number;
}
export interface InvitationTable {
  token_hash: string;
  /** Null: the first administrator, who has no login yet. */
  login_id: string | null;
  expires_at: number;
  used_at: number | null;
}
export interface SignInAttemptTable {
  subject: string;
  failures: number;
  locked_until: number;
  updated_at: number;
}
export interface DesignationTable {
  organization_id: string;
  user_id: string;
  device_id: string | null;
  generation: number;
  since: number;
}
