import type { SyncFields, SyncKind } from '#shared/sync/item.ts';
import type { RemoteAccount, RemoteSides } from '../../server/ports/remote-sides.ts';

/** What the person's own program shows and does in one collection; items are named as the side names them. */
export interface CollectionOwner {
  /** Adds an item with these fields, with categories, and with something that we know nothing of; gives its name. */
  add(fields: SyncFields, categories?: readonly string[]): Promise<string>;
  /** Writes the fields over what stands there; all else stays. */
  change(id: string, fields: SyncFields): Promise<void>;
  /** A copy of it as a program makes one, with all that it says; gives its name. */
  copy(id: string): Promise<string>;
  remove(id: string): Promise<void>;
  ids(): Promise<string[]>;
  /** Whether what `add` wrote beside the fields stands there still. */
  keepsUnknown(id: string): Promise<boolean>;
}

export interface ContractPlace {
  readonly account: RemoteAccount;
  readonly collection: string;
  readonly owner: CollectionOwner;
}

/** A server with the adapter that speaks with it. */
export interface RemoteServer extends AsyncDisposable {
  readonly sides: RemoteSides;
  /** An empty collection that no other test uses, and the account that it lies in. */
  place(): Promise<ContractPlace>;
  /** The cursor as the server no longer knows it. */
  outdated(cursor: string): string;
  /** What is asked next for this is done, and its answer lost. */
  loseAnswer(of: 'create' | 'update' | 'remove'): void;
  /** An item that nobody can read, put there by the owner; null where a server takes none. */
  readonly addUnreadable: ((place: ContractPlace) => Promise<string>) | null;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Two texts of a kind, and what an item must have beside them. */
export interface KindSample {
  readonly kind: SyncKind;
  readonly title: string;
  readonly detail: string;
  readonly rest: SyncFields;
}
