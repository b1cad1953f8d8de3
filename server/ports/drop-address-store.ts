import type { Instant } from '#shared/model/instant.ts';

/** A20: mail that a user sends here is tracked in their name. */
export interface DropAddress {
  readonly userId: string;
  readonly address: string;
  readonly addressKey: string;
  readonly madeAt: Instant;
}

export interface DropAddressStoreRead {
  findOf(userId: string): Promise<DropAddress | null>;
  /** Those of active users among these keys. */
  among(addressKeys: readonly string[]): Promise<DropAddress[]>;
}

export interface DropAddressStoreWrite extends DropAddressStoreRead {
  /** The one before ends. */
  replace(address: DropAddress): Promise<void>;
}
