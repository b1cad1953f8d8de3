import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';

export interface StoredMarketingList {
  readonly id: string;
  readonly name: string;
  readonly nameKey: string;
  readonly ownerId: string;
  readonly members: number;
  readonly createdAt: Instant;
}

export interface MarketingListStoreRead {
  find(listId: string): Promise<StoredMarketingList | null>;
  list(page: {
    readonly limit: number;
    readonly after: { readonly nameKey: string; readonly id: string } | null;
  }): Promise<StoredMarketingList[]>;
  /** Those that the reader may read, in the order they joined. */
  members(
    readerId: string,
    listId: string,
    page: { readonly limit: number; readonly after: { readonly sortAt: number; readonly id: string } | null },
  ): Promise<(NamedRecordRef & { readonly joinedAt: Instant })[]>;
}

export interface MarketingListStoreWrite extends MarketingListStoreRead {
  add(list: { readonly id: string; readonly name: string; readonly ownerId: string }, at: Instant): Promise<void>;
  remove(listId: string): Promise<void>;
  join(listId: string, records: readonly RecordRef[], at: Instant): Promise<void>;
  leave(listId: string, records: readonly RecordRef[]): Promise<void>;
}
