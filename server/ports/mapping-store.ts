import type { Instant } from '#shared/model/instant.ts';

/** I5: whose mailbox it is in an organization, by the key of the mailbox. */
export interface StoredMapping {
  readonly key: string;
  readonly userId: string;
  readonly since: Instant;
}

export interface MappingStoreRead {
  find(key: string): Promise<StoredMapping | null>;
  /** By key. */
  ofUser(userId: string): Promise<StoredMapping[]>;
}

export interface MappingStoreWrite extends MappingStoreRead {
  /** False when the mailbox is mapped already, to whomever. */
  add(mapping: StoredMapping): Promise<boolean>;
  /** To another user; false when it is not mapped to the former one any more. */
  move(mapping: StoredMapping, formerUserId: string): Promise<boolean>;
  /** Nothing happens when it is another's. */
  remove(key: string, userId: string): Promise<void>;
}

/** I6: which organization synchronizes a mailbox, of all that are connected with it. */
export interface SynchronizingOrganization {
  readonly key: string;
  readonly organizationId: string;
  readonly since: Instant;
}

/** Above organizations. */
export interface SynchronizingDirectory {
  find(key: string): Promise<SynchronizingOrganization | null>;
  /** True when this organization synchronizes it from now on, or does already. */
  begin(wanted: SynchronizingOrganization): Promise<boolean>;
  /** Nothing happens when it is another organization. */
  end(key: string, organizationId: string): Promise<void>;
}
