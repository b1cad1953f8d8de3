import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';

export interface UnresolvedAppearance {
  readonly addressKey: AddressKey;
  readonly address: string;
  readonly name: string | null;
  readonly activities: number;
  readonly lastSeen: Instant;
}

export interface AppliedResolution {
  readonly id: string;
  readonly userId: string;
  readonly addressKey: AddressKey;
  readonly recordId: string;
  readonly addressAdded: boolean;
  readonly undoneAt: Instant | null;
}

export interface AddressStoreRead {
  /** On activities that the reader sees, most frequent first. */
  unresolved(
    readerId: string,
    ask: {
      readonly words: readonly string[];
      /** Of mail since then; null: of all. */
      readonly since: Instant | null;
      readonly limit: number;
      readonly after: { readonly activities: number; readonly addressKey: string } | null;
    },
  ): Promise<UnresolvedAppearance[]>;
  /** Visible activities where the address stands unresolved. */
  unresolvedActivities(
    readerId: string,
    addressKey: string,
  ): Promise<{ id: string; subject: string; sentAt: Instant | null }[]>;
  resolution(id: string): Promise<AppliedResolution | null>;
}

export interface AddressStoreWrite extends AddressStoreRead {
  remember(userId: string, addressKey: string, record: RecordRef, at: Instant): Promise<void>;
  forget(userId: string, addressKey: string): Promise<void>;
  /** R6: touches only unresolved parties on activities that the reader sees. Returns the activities changed. */
  resolveEverywhere(
    readerId: string,
    resolution: Omit<AppliedResolution, 'undoneAt'> & { readonly at: Instant },
  ): Promise<string[]>;
  undoResolution(resolutionId: string, at: Instant): Promise<string[]>;
}
