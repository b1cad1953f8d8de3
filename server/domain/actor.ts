/** In whose name a use case runs. */
export interface Actor {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
  readonly role: 'user' | 'administrator';
  readonly loginId: string;
  /** Null: a token from the command line. */
  readonly deviceId: string | null;
  /** `router`: a token that hands over mail and may do nothing else (A12). Absent: all that the user may. */
  readonly scope?: 'router';
}
