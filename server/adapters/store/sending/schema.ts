/** A server that takes mail of an organization or of one of its users. */
export interface SendingProfileTable {
  organization_id: string;
  /** `organization` or `user`. */
  owner_type: string;
  owner_id: string;
  version: number;
  /** JSON, without secrets. */
  settings: string;
  sealed_secret: string | null;
  sealed_client_secret: string | null;
  approved: number;
  /** JSON: the last test of this version. */
  test: string | null;
}
