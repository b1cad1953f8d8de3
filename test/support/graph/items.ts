/** Contacts, events and tasks that the fake service keeps: what they say, what programs noted on them, every change. */
import type { DeltaStore } from './delta.ts';
import type { ChangeKind, FolderChange } from './mailbox.ts';

export interface GraphItem {
  /** Stays when it is moved. */
  readonly number: number;
  folderId: string;
  version: number;
  modifiedAt: number;
  properties: Record<string, unknown>;
  /** Named properties by their id. */
  readonly extended: Map<string, string>;
}

/** The items of one kind in one mailbox. */
export class GraphItems implements DeltaStore<GraphItem> {
  readonly changes: FolderChange[] = [];
  readonly #items = new Map<number, GraphItem>();
  readonly #now: () => number;
  /** Tokens from before count for nothing (410). */
  deltaEpoch = 0;
  #numbers = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  #log(kind: ChangeKind, { folderId, number }: GraphItem): void {
    this.changes.push({ at: this.changes.length + 1, kind, folderId, number });
  }

  find(number: number): GraphItem | undefined {
    return this.#items.get(number);
  }

  inFolder(folderId: string): GraphItem[] {
    return [...this.#items.values()].filter((item) => item.folderId === folderId);
  }

  add(folderId: string, properties: Record<string, unknown>, extended: Iterable<[string, string]> = []): GraphItem {
    this.#numbers += 1;
    const item = {
      number: this.#numbers,
      folderId,
      version: 1,
      modifiedAt: this.#now(),
      properties,
      extended: new Map(extended),
    };
    this.#items.set(item.number, item);
    this.#log('created', item);
    return item;
  }

  /** Its version rises whatever is written. */
  change(item: GraphItem, properties: Record<string, unknown>, extended: Iterable<[string, string]> = []): void {
    item.properties = { ...item.properties, ...properties };
    for (const [id, value] of extended) item.extended.set(id, value);
    item.version += 1;
    item.modifiedAt = this.#now();
    this.#log('updated', item);
  }

  move(item: GraphItem, folderId: string): void {
    this.#log('removed', item);
    item.folderId = folderId;
    item.version += 1;
    this.#log('created', item);
  }

  remove(item: GraphItem): void {
    this.#log('removed', item);
    this.#items.delete(item.number);
  }
}

/** Changes with each version; a program compares it and never looks into it. */
export const etagOf = ({ number, version }: GraphItem): string => `W/"EQAAAB${number}v${version}"`;
