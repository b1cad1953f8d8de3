import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { FieldDefinition, FieldValue, RecordAccess } from '#shared/model/record.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';

export interface StoredAddress {
  readonly address: string;
  readonly addressKey: AddressKey;
  readonly looseKey: AddressKey;
  readonly primary: boolean;
}

export interface StoredRecord {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly addresses: readonly StoredAddress[];
  readonly owner: NamedRecordRef | null;
  readonly access: RecordAccess;
  readonly active: boolean;
  readonly externalId: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
  readonly version: number;
}

/** What is written; the store derives search terms and links. */
export interface RecordToStore {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly addresses: readonly StoredAddress[];
  readonly ownerId: string | null;
  readonly access: RecordAccess;
  readonly active: boolean;
  readonly externalId: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface RecordFilter {
  readonly words: readonly string[];
  readonly addressKey?: string;
  readonly active?: boolean;
}

export interface DeclaredRecordType {
  readonly name: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly fields: readonly FieldDefinition[];
}

export interface RecordStoreRead {
  /** Null when it is absent, deleted, or not for this reader. */
  find(readerId: string, ref: RecordRef): Promise<StoredRecord | null>;
  /** Deleted ones too, whoever may read them: for restore and for writing. */
  findAny(ref: RecordRef): Promise<StoredRecord | null>;
  findByExternalId(type: string, externalId: string): Promise<StoredRecord | null>;
  /** Names of those that exist and that the reader may read. */
  names(readerId: string, refs: readonly RecordRef[]): Promise<NamedRecordRef[]>;
  list(
    readerId: string,
    type: string,
    filter: RecordFilter,
    page: { readonly limit: number; readonly after: { readonly nameKey: string; readonly id: string } | null },
  ): Promise<(StoredRecord & { readonly nameKey: string })[]>;
  /** Across types, best first: whole-word starts of name or address. */
  search(
    readerId: string,
    words: readonly string[],
    types: readonly string[] | null,
    limit: number,
  ): Promise<StoredRecord[]>;
  /** Open opportunities and cases of a contact or account. */
  openWork(readerId: string, recordId: string, limit: number): Promise<StoredRecord[]>;
  recentRegardings(readerId: string, limit: number): Promise<NamedRecordRef[]>;
  pinned(readerId: string): Promise<NamedRecordRef[]>;
  declaredTypes(): Promise<DeclaredRecordType[]>;
}

export interface RecordStoreWrite extends RecordStoreRead {
  add(record: RecordToStore, at: Instant): Promise<void>;
  /** Replaces the record; the version goes up by one. */
  save(record: RecordToStore, at: Instant): Promise<void>;
  markDeleted(recordId: string, at: Instant | null): Promise<void>;
  declareType(type: DeclaredRecordType): Promise<void>;
  pin(userId: string, recordId: string, at: Instant): Promise<void>;
  unpin(userId: string, recordId: string): Promise<void>;
}
