/** Where the items of one kind are in a mailbox, in the words of the service. */
import type { SyncFields } from '../sync/item.ts';
import type { GraphClient } from './graph-client.ts';
import type { Signal } from './signal.ts';

export type GraphJson = Readonly<Record<string, unknown>>;

/** An item as the service tells it, and the record whose mark it carries. */
export interface FoundItem {
  readonly json: GraphJson;
  readonly mark: string | null;
}

export interface FoundChanges {
  /** Everything is named; what is not is gone. */
  readonly complete: boolean;
  readonly items: ReadonlyMap<string, FoundItem>;
  readonly gone: readonly string[];
  readonly cursor: string;
}

/** What is written on an item: its properties, and the record whose mark it carries from then on. */
export interface WrittenItem {
  readonly body: GraphJson;
  readonly mark: string;
}

/** One address book, calendar or list of tasks. What is no success is thrown as GraphRefusal. */
export interface ItemPlace {
  /** Null, or a cursor that the service knows no more: everything. */
  changes(cursor: string | null): Promise<FoundChanges>;
  /** Null: it is not in this place (any more). */
  one(id: string): Promise<FoundItem | null>;
  /** The id of an item that carries the mark. */
  marked(recordId: string): Promise<string | null>;
  create(written: WrittenItem): Promise<GraphJson>;
  /** Only this version. */
  change(standing: FoundItem, written: WrittenItem): Promise<GraphJson>;
  /** Only this version. */
  remove(standing: FoundItem): Promise<void>;
}

/** Which place it is, and whose marks count there. */
export interface PlaceAsked {
  readonly client: GraphClient;
  readonly collection: string;
  readonly organizationId: string;
  readonly signal: Signal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What an item says. */
export interface ItemContent {
  readonly fields: SyncFields;
  readonly categories: readonly string[];
  /** 0 where it does not tell. */
  readonly modifiedAt: number;
  readonly writable: boolean;
  /** Its owner calls it private. */
  readonly isPrivate?: boolean;
}

/** Between the properties of an item and its fields. Properties that the fields do not name are never written. */
export interface ItemCodec {
  read(item: GraphJson): ItemContent;
  /** What is sent; `standing` null makes a new item. A sentence: the service has no room for it, or would tell of it. */
  write(fields: SyncFields, standing: GraphJson | null, now: number): GraphJson | string;
}

/** Empty for what is no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const idOf = (item: GraphJson): string => textOf(item['id']);

/** Which version of the item this is. */
export const versionOf = (item: GraphJson): string => textOf(item['@odata.etag']);

export const momentIn = (value: unknown): number => {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? 0 : at;
};

export const listIn = (value: unknown): readonly GraphJson[] =>
  Array.isArray(value) ? value.filter((one): one is GraphJson => typeof one === 'object' && one !== null) : [];

export const objectIn = (value: unknown): GraphJson =>
  typeof value === 'object' && value !== null ? (value as GraphJson) : {};

export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
