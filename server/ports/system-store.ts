import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { MailboxDirectory } from './mailbox-store.ts';
import type { SynchronizingDirectory } from './mapping-store.ts';
import type { SyncDirectory } from './sync-store.ts';
import type { OutboxDirectory } from './outbox-store.ts';
import type { AttemptDirectory, InvitationDirectory, SessionDirectory } from './session-store.ts';
import type { StoreWrite } from './store.ts';

export interface StoredOrganization {
  readonly id: string;
  readonly name: string;
  readonly demonstration: boolean;
}

/** A login's place in one organization. */
export interface StoredMembership {
  readonly organization: StoredOrganization;
  readonly userId: string;
  readonly userName: string;
  readonly role: 'user' | 'administrator';
  readonly active: boolean;
}

/** Who a bearer token speaks for. */
export interface StoredAccess {
  readonly loginId: string;
  readonly email: string;
  readonly deviceId: string | null;
  /** When the device was last noted as seen; null without one. */
  readonly lastSeen: Instant | null;
  /** A token that was made for one organization only. */
  readonly organizationId: string | null;
  /** What the token may do; null: all that the user may. */
  readonly scope: 'router' | null;
  readonly memberships: readonly StoredMembership[];
}

export interface OrganizationDirectory {
  list(): Promise<StoredOrganization[]>;
  /** By id, or by name without regard to case. */
  find(idOrName: string): Promise<StoredOrganization | null>;
  /** Returns false when the name is taken. */
  add(
    organization: StoredOrganization & { readonly settings: OrganizationSettings; readonly at: Instant },
  ): Promise<boolean>;
}

export interface NewLogin {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly at: Instant;
}

export interface StoredLogin {
  readonly id: string;
  readonly email: string;
  /** Null: an invited person who has not chosen one. */
  readonly passwordHash: string | null;
}

/** Logins and their places. */
export interface LoginDirectory {
  find(emailKey: string): Promise<StoredLogin | null>;
  get(loginId: string): Promise<StoredLogin>;
  memberships(loginId: string): Promise<StoredMembership[]>;
  administratorExists(): Promise<boolean>;
  setPassword(loginId: string, passwordHash: string): Promise<void>;
  /** The login with this address, made when there is none. */
  findOrAdd(login: NewLogin): Promise<{ readonly id: string }>;
  /** False when the login is already a member there. */
  join(membership: {
    readonly loginId: string;
    readonly organizationId: string;
    readonly userId: string;
    readonly role: 'user' | 'administrator';
  }): Promise<boolean>;
}

/** Bearer tokens, by the SHA-256 of the token. */
export interface AccessDirectory {
  find(tokenHash: string, now: Instant): Promise<StoredAccess | null>;
  add(token: {
    readonly tokenHash: string;
    readonly loginId: string;
    readonly deviceId: string | null;
    readonly organizationId: string | null;
    readonly expiresAt: Instant;
    readonly scope?: 'router';
  }): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  /** Ends the tokens of a login: those made for one organization, or (null) all of them with its devices' sessions. */
  revoke(of: { readonly loginId: string; readonly organizationId: string | null }): Promise<void>;
}

/** Answers remembered under an `Idempotency-Key`, of every organization. */
export interface RememberedAnswerDirectory {
  /** Removes those given before a moment. */
  purge(before: Instant): Promise<void>;
}

export interface SystemDirectories {
  readonly organizations: OrganizationDirectory;
  readonly logins: LoginDirectory;
  readonly access: AccessDirectory;
  readonly sessions: SessionDirectory;
  readonly attempts: AttemptDirectory;
  readonly invitations: InvitationDirectory;
  readonly rememberedAnswers: RememberedAnswerDirectory;
  readonly synchronizing: SynchronizingDirectory;
}

/** A transaction above organizations, which may also write within one. */
export interface SystemWrite extends SystemDirectories {
  within(organizationId: string): StoreWrite;
}

/** What stands above organizations. */
export interface SystemStore extends SystemDirectories {
  readonly outbox: OutboxDirectory;
  readonly mailboxes: MailboxDirectory;
  readonly synchronization: SyncDirectory;
  /** All or nothing; may run `work` again after a serialization clash, so `work` has no other effects. */
  transact<T>(work: (tx: SystemWrite) => Promise<T>): Promise<T>;
  /** Values of the installation itself, such as the manifest's id. Returns the value that stands afterwards. */
  installationValue(name: string, propose: () => string): Promise<string>;
  findInstallationValue(name: string): Promise<string | null>;
  setInstallationValue(name: string, value: string): Promise<void>;
  /** A14: mail that is held, of all organizations. */
  countUndeliverable(): Promise<number>;
  /** Whether the database answers. */
  ping(): Promise<void>;
}
