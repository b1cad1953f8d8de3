import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';

/** P20: an address that a user says is theirs, until the code that was sent there proves it. */
export interface AddressClaim {
  readonly userId: string;
  readonly addressKey: AddressKey;
  readonly address: string;
  /** A keyed MAC over the code; the code itself is nowhere but in the mail. */
  readonly codeMac: string;
  readonly expiresAt: Instant;
  /** How often a code was typed for it. */
  readonly tries: number;
}

export interface AddressClaimStoreRead {
  /** Those whose code still counts, by address. */
  waiting(userId: string, now: Instant): Promise<AddressClaim[]>;
  /** The record of a user or queue other than this user has it, active or not. */
  isTaken(userId: string, addressKey: AddressKey): Promise<boolean>;
}

export interface AddressClaimStoreWrite extends AddressClaimStoreRead {
  /** In place of the one before, whose code ends. */
  put(claim: AddressClaim): Promise<void>;
  /** The claim with one more try, which is counted before it is judged; null without one. */
  countTry(userId: string, addressKey: AddressKey): Promise<AddressClaim | null>;
  /** False when there was none. */
  remove(userId: string, addressKey: AddressKey): Promise<boolean>;
  /** Removes claims whose code ended before this moment. */
  removeEnded(before: Instant): Promise<void>;
  /**
   * Forgets requests before `since`, and gives when those of this user, and those to this address by anybody, came since
   * then, oldest first.
   */
  requestsSince(
    userId: string,
    addressKey: AddressKey,
    since: Instant,
  ): Promise<{ readonly byUser: readonly Instant[]; readonly toAddress: readonly Instant[] }>;
  noteRequest(request: {
    readonly id: string;
    readonly userId: string;
    readonly addressKey: AddressKey;
    readonly at: Instant;
  }): Promise<void>;
}
