import type { Instant } from '#shared/model/instant.ts';
import type { SendingSettings } from '#shared/model/sending-settings.ts';
import type { TestStep } from './mail-transport.ts';

export interface ProfileOwner {
  readonly type: 'organization' | 'user';
  readonly id: string;
}

export interface StoredSendingProfile {
  readonly owner: ProfileOwner;
  /** Rises with every change of settings or secrets. */
  readonly version: number;
  readonly settings: SendingSettings;
  /** Sealed; null: none. */
  readonly sealedSecret: string | null;
  readonly sealedClientSecret: string | null;
  readonly approved: boolean;
  /** Of these very settings. */
  readonly test: { readonly passed: boolean; readonly at: Instant; readonly steps: readonly TestStep[] } | null;
}

export interface SendingProfileStoreRead {
  find(owner: ProfileOwner): Promise<StoredSendingProfile | null>;
  /** Of users. */
  listOfUsers(): Promise<StoredSendingProfile[]>;
}

export interface SendingProfileStoreWrite extends SendingProfileStoreRead {
  /** Adds or replaces. */
  save(profile: StoredSendingProfile): Promise<void>;
  /** False when there was none. */
  remove(owner: ProfileOwner): Promise<boolean>;
  /** Only while the version stands: a test of former settings says nothing of these. False when it does not. */
  saveTest(owner: ProfileOwner, version: number, test: NonNullable<StoredSendingProfile['test']>): Promise<boolean>;
  /** A refresh token that its endpoint replaced; the version stays. */
  saveSecret(owner: ProfileOwner, version: number, sealedSecret: string): Promise<void>;
}
