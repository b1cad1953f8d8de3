import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { FieldDefinition, FieldValue, RecordAccess } from '#shared/model/record.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { OwnedAddress } from '../domain/records/read-addresses.ts';

export type StoredAddress = OwnedAddress;

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
  /** Users of a team; empty for other types. */
  readonly members: readonly NamedRecordRef[];
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
  /** User ids of a team; absent: none, or as they were. */
  readonly members?: readonly string[] | undefined;
}

export interface RecordFilter {
  readonly words: readonly string[];
  readonly addressKey?: string;
  readonly active?: boolean;
  readonly ownerId?: string;
  /** Of these alone. */
  readonly ids?: readonly string[];
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
  /** Whatever its type. */
  findById(readerId: string, id: string): Promise<StoredRecord | null>;
  /** Those of the ids that the reader may read, in the order of the ids. */
  findMany(readerId: string, ids: readonly string[]): Promise<StoredRecord[]>;
  /** Which of these addresses belong to a record that wants no mail, whoever may read it; deleted ones count no more. */
  unwilling(addressKeys: readonly AddressKey[]): Promise<ReadonlySet<string>>;
  /** Deleted ones too. */
  findAny(readerId: string, ref: RecordRef): Promise<StoredRecord | null>;
  /** Deleted ones too; `unreadable` when it exists and is not for this reader. */
  findByExternalId(readerId: string, type: string, externalId: string): Promise<StoredRecord | 'unreadable' | null>;
  /** Names of those that exist and that the reader may read. */
  names(readerId: string, refs: readonly RecordRef[]): Promise<NamedRecordRef[]>;
  list(
    readerId: string,
    type: string,
    filter: RecordFilter,
    page: { readonly limit: number; readonly after: { readonly nameKey: string; readonly id: string } | null },
  ): Promise<(StoredRecord & { readonly nameKey: string })[]>;
  /** Across types: every word starts a word of name or address. Names that start so come first. */
  search(
    readerId: string,
    words: readonly string[],
    types: readonly string[] | null,
    limit: number,
  ): Promise<StoredRecord[]>;
  /** Open opportunities and cases of these contacts or accounts, last changed first. */
  openWork(readerId: string, recordIds: readonly string[], limit: number): Promise<StoredRecord[]>;
  recentRegardings(readerId: string, limit: number): Promise<NamedRecordRef[]>;
  pinned(readerId: string): Promise<NamedRecordRef[]>;
  declaredTypes(): Promise<DeclaredRecordType[]>;
}

export interface RecordStoreWrite extends RecordStoreRead {
  /** What this transaction wrote, whoever may read it. */
  findWritten(ref: RecordRef): Promise<StoredRecord | null>;
  /** False when the external id is taken. */
  add(record: RecordToStore, at: Instant): Promise<boolean>;
  /** Replaces the record; the version goes up by one. False when another transaction changed it since. */
  save(record: RecordToStore, version: number, at: Instant): Promise<boolean>;
  markDeleted(recordId: string, at: Instant | null): Promise<void>;
  declareType(type: DeclaredRecordType): Promise<void>;
  pin(userId: string, recordId: string, at: Instant): Promise<void>;
  unpin(userId: string, recordId: string): Promise<void>;
}
