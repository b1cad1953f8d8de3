/** A record of the demonstration as it is told: what it points to is named by key and found when it is written. */
export interface ToldRecord {
  readonly type: string;
  /** Its external id, by which others point to it. */
  readonly key: string;
  readonly name?: string;
  readonly addresses?: readonly string[];
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  /** Field by key of the record it points to. */
  readonly links?: Readonly<Record<string, string>>;
  /** E-mail of the user who owns it. */
  readonly owner: string;
  /** E-mails of a team's users. */
  readonly members?: readonly string[];
  readonly access?: 'organization' | 'team' | 'owner';
  readonly active?: boolean;
}

/** A mail that stands tracked from the start. */
export interface ToldTracking {
  /** File of the mail folder, without `.eml`. */
  readonly file: string;
  /** E-mail of the user who tracked it. */
  readonly by: string;
  /** `type` and key of the records it regards; none: what its conversation regards. */
  readonly regarding: readonly (readonly [type: string, key: string])[];
}
