import type { SyncFields } from '#shared/sync/item.ts';

/** What an item says. */
export interface ItemContent {
  readonly fields: SyncFields;
  /** The record it was written for, where that is one of the organization asked for. */
  readonly mark: string | null;
  /** It has a mark, be it of another organization. */
  readonly isMarked: boolean;
  readonly categories: readonly string[];
  /** 0 where it does not tell. */
  readonly modifiedAt: number;
  /** Its owner calls it private. */
  readonly isPrivate: boolean;
  readonly writable: boolean;
}

/** A mark to be written: which record of which organization. */
export interface Mark {
  readonly organizationId: string;
  readonly recordId: string;
}

/** Who reads: marks of their organization count, and they organize what names one of their addresses. */
export interface ItemReader {
  readonly organizationId: string;
  readonly ownAddresses: ReadonlySet<string>;
}

export interface ItemWrite {
  readonly mark: Mark;
  /** Names a new item, unless its fields do. */
  readonly uid: string;
  readonly now: number;
  readonly reader: ItemReader;
}

/** Between the text of an item and its fields. What the fields do not name stays in the text as it was. */
export interface ItemCodec {
  /** Ends names of items, without the dot. */
  readonly ending: string;
  readonly type: string;
  readonly dialect: 'card' | 'c';
  /** Null where nobody can read it, or it is of another kind. */
  read(text: string, reader: ItemReader): ItemContent | null;
  /** `text` null makes a new item. */
  write(text: string | null, fields: SyncFields, write: ItemWrite): string;
}

/** Marks of several organizations stand beside each other (I6). */
export const markName = 'X-CORRESPOND-RECORD';

export const markText = ({ organizationId, recordId }: Mark): string => `${organizationId}/${recordId}`;

/** The record of a mark of this organization. */
export const recordIn = (text: string | null, organizationId: string): string | null =>
  text?.startsWith(`${organizationId}/`) === true ? text.slice(organizationId.length + 1) : null;

const sameValue = (one: SyncFields[string] | undefined, other: SyncFields[string] | undefined): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What is to be written; what it says already stays as it is written. */
export const changesOf = (standing: SyncFields, fields: SyncFields): SyncFields =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => !sameValue(standing[name], value)));
