import type { Instant } from '#shared/model/instant.ts';

/** How an Outlook (or browser) describes itself. */
export interface DeviceDetails {
  readonly name: string;
  readonly client: string;
  readonly platform: string;
  readonly mailbox: string | null;
}

export interface RefreshToken {
  readonly familyHash: string;
  readonly tokenHash: string;
  readonly expiresAt: Instant;
}

export type RefreshUse =
  | { readonly kind: 'fresh'; readonly deviceId: string }
  /** The family is known and the token is not its newest: one of two who hold it is a thief. */
  | { readonly kind: 'reused'; readonly deviceId: string }
  | { readonly kind: 'unknown' };

export interface SessionDevice {
  readonly id: string;
  readonly name: string;
  readonly loginId: string;
}

/** Codes, devices and tokens of signed-in people. Secrets stand as SHA-256 only. Written within `system.transact`. */
export interface SessionDirectory {
  addCode(code: {
    readonly codeHash: string;
    readonly loginId: string;
    readonly challenge: string;
    readonly expiresAt: Instant;
  }): Promise<void>;
  /** Gives the code and removes it: it is good for one try. */
  takeCode(
    codeHash: string,
  ): Promise<{ readonly loginId: string; readonly challenge: string; readonly expiresAt: Instant } | null>;
  device(deviceId: string): Promise<SessionDevice | null>;
  /** Brings a device of this login up to date. False when there is none: unknown, forgotten or another login's. */
  recogniseDevice(device: DeviceDetails & { id: string; loginId: string; at: Instant }): Promise<boolean>;
  addDevice(device: DeviceDetails & { id: string; loginId: string; at: Instant }): Promise<void>;
  /** The first refresh token of a new family, which replaces the device's former one. */
  startFamily(token: RefreshToken & { readonly deviceId: string }): Promise<void>;
  /** Puts `next` in the place of the token with this hash. */
  rotate(tokenHash: string, next: RefreshToken, now: Instant): Promise<RefreshUse>;
  /** Ends every token of the device. */
  endTokens(deviceId: string): Promise<void>;
  /** Notes that somebody was heard of from the device. */
  touch(deviceId: string, at: Instant): Promise<void>;
  /** Signed out devices are known again at the next sign-in of the same person; forgotten ones are gone. */
  leave(deviceId: string, how: 'signOut' | 'forget', at: Instant): Promise<void>;
  /** Where the device synchronized until now: those designations are free. */
  releaseEverywhere(
    deviceId: string,
  ): Promise<readonly { readonly organizationId: string; readonly userId: string; readonly generation: number }[]>;
  /** What `from` synchronizes, `to` synchronizes from now on, in the same generation. Gives where. */
  handOver(
    from: string,
    to: string,
  ): Promise<readonly { readonly organizationId: string; readonly userId: string; readonly generation: number }[]>;
  /** Removes codes, tokens and one-time links whose time is over, and links that were used. */
  purge(now: Instant): Promise<void>;
}

export interface StoredAttempts {
  readonly failures: number;
  readonly lockedUntil: Instant;
  readonly updatedAt: Instant;
}

/** Failed sign-ins by subject. */
export interface AttemptDirectory {
  /** The row of the subject, made when there is none, and locked until the transaction ends. */
  take(subject: string, now: Instant): Promise<StoredAttempts>;
  save(subject: string, attempts: StoredAttempts): Promise<void>;
  /** One failure fewer, and no lock. */
  forgive(subject: string): Promise<void>;
  forget(subject: string): Promise<void>;
  purge(before: Instant): Promise<void>;
}

/** One-time links by the SHA-256 of their token. */
export interface InvitationDirectory {
  add(invitation: {
    readonly tokenHash: string;
    /** Null: the first administrator. */
    readonly loginId: string | null;
    readonly expiresAt: Instant;
  }): Promise<void>;
  /** Uses the link up. Null when it is unknown, used or too old. */
  take(tokenHash: string, now: Instant): Promise<{ readonly loginId: string | null } | null>;
  /** Voids what is still open for the login, or (null) for the first administrator. */
  void(loginId: string | null, at: Instant): Promise<void>;
}
