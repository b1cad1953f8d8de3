import type { SideItem, SyncFields } from '#shared/sync/item.ts';
import type { FieldDirections } from '#shared/sync/policy.ts';
import type { StoredEvent } from '../../ports/journal.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import type { SyncNeeds, SyncTurn } from './sync-needs.ts';

export type CrmNeeds = Pick<SyncNeeds, 'store' | 'clock' | 'ids'>;

/** One kind of what the CRM has, as a side of a synchronization reads and writes it. */
export interface CrmItems {
  /** Which way its fields go. */
  readonly directions: FieldDirections;
  /** All that the user may read, and linked ones that they may not. */
  all(read: StoreRead, turn: SyncTurn): Promise<SideItem[]>;
  /** These as they are now: gone, there, or out of the user's sight. */
  read(read: StoreRead, turn: SyncTurn, ids: readonly string[]): Promise<SideItem[]>;
  /** What these events changed; null: it cannot be told by ids alone, and everything is looked at. */
  changed(events: readonly StoredEvent[]): readonly string[] | null;
  /** As `read` tells it; empty where the user does not see it. */
  revision(tx: StoreWrite, turn: SyncTurn, id: string): Promise<string>;
  /** Makes one. `stood`: it was there before, under an identity that all who have it share. Throws Refusal. */
  add(write: CrmWrite, fields: SyncFields): Promise<{ readonly id: string; readonly stood: boolean }>;
  /** Throws Refusal, WrittenMeanwhile. */
  change(write: CrmWrite, id: string, fields: SyncFields): Promise<void>;
  remove(write: CrmWrite, id: string): Promise<void>;
  /** `standing`: nobody deleted it; `absent`: it cannot be brought back. */
  restore(write: CrmWrite, id: string): Promise<'restored' | 'standing' | 'absent'>;
}

/** In which transaction, and in whose name. */
export interface CrmWrite {
  readonly needs: CrmNeeds;
  readonly tx: StoreWrite;
  readonly turn: SyncTurn;
}
