import type { Instant } from '#shared/model/instant.ts';

export interface Designation {
  readonly generation: number;
  readonly since: Instant;
}

/** A device of one of the organization's users, with what it is to this organization. */
export interface StoredDevice {
  readonly id: string;
  readonly name: string;
  readonly client: string;
  readonly platform: string;
  readonly mailbox: string | null;
  readonly user: { readonly id: string; readonly name: string };
  readonly createdAt: Instant;
  readonly lastSeen: Instant;
  /** Null: it does not synchronize here. */
  readonly synchronizing: Designation | null;
}

export interface SynchronizingClaim {
  readonly userId: string;
  readonly deviceId: string;
  readonly mode: 'ifFree' | 'takeOver';
  readonly at: Instant;
}

export interface DeviceStoreRead {
  /** Devices that are signed in, last seen first; null asks for everyone's. */
  list(userId: string | null): Promise<StoredDevice[]>;
  find(deviceId: string): Promise<StoredDevice | null>;
  /** The device that synchronizes for the user. */
  holder(userId: string): Promise<(StoredDevice & { readonly synchronizing: Designation }) | null>;
}

export interface DeviceStoreWrite extends DeviceStoreRead {
  /**
   * Designates the device in one statement. Null: another one holds the designation, which stays locked until the
   * transaction ends. A change raises the generation; a claim of the holder itself changes nothing.
   */
  claim(claim: SynchronizingClaim): Promise<{ readonly generation: number; readonly changed: boolean } | null>;
  /** The generation it held; null when it does not synchronize for this user. */
  release(userId: string, deviceId: string): Promise<{ readonly generation: number } | null>;
  /** Whatever device synchronizes for the user does so no more. */
  releaseUser(userId: string): Promise<{ readonly deviceId: string; readonly generation: number } | null>;
  /** Whether this device holds this generation; until the transaction ends nobody can take it. */
  holdGeneration(held: {
    readonly userId: string;
    readonly deviceId: string;
    readonly generation: number;
  }): Promise<boolean>;
}
