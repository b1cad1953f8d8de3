/** A place of a mailbox as a side of a synchronization. */
import type { Expected } from '../sync/action.ts';
import type { MailboxSide, Written } from '../sync/cycle-ports.ts';
import type { PresentItem, SideItem, SyncFields } from '../sync/item.ts';
import { GraphRefusal, isAboutMail } from './graph-refusal.ts';
import { type FoundItem, type GraphJson, idOf, type ItemCodec, type ItemPlace, versionOf } from './item-place.ts';
import type { Signal } from './signal.ts';

const folded = (category: string): string => category.normalize('NFC').trim().toLowerCase();

const changed: Written = { kind: 'changed' };

/** Somebody else was there first, or it is gone. */
const isChange = (error: unknown): boolean =>
  error instanceof GraphRefusal && [404, 409, 410, 412].includes(error.status);

/** What the service does not give out is there all the same: it says nothing and is not written. */
const unread = (id: string): PresentItem => ({
  state: 'present',
  id,
  revision: '',
  fields: {},
  modifiedAt: 0,
  writable: false,
  scope: 'outside',
});

export interface SideNeeds {
  readonly place: ItemPlace;
  readonly codec: ItemCodec;
  readonly categories: readonly string[];
  /** Y6: what its owner calls private may be tracked too. */
  readonly takesPrivate: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Any error that ends a cycle, in the words of whoever runs it. */
  readonly failureOf: (error: unknown) => Error;
  readonly signal: Signal;
}

export class GraphSide implements MailboxSide {
  readonly #place: ItemPlace;
  readonly #codec: ItemCodec;
  readonly #tracked: ReadonlySet<string>;
  readonly #takesPrivate: boolean;
  readonly #now: () => number;
  readonly #failureOf: SideNeeds['failureOf'];
  readonly #signal: Signal;

  constructor({ place, codec, categories, takesPrivate, now, failureOf, signal }: SideNeeds) {
    this.#place = place;
    this.#codec = codec;
    this.#tracked = new Set(categories.map(folded));
    this.#takesPrivate = takesPrivate;
    this.#now = now;
    this.#failureOf = failureOf;
    this.#signal = signal;
  }

  changes(cursor: string | null) {
    return this.#told(async () => {
      const { complete, items, gone, cursor: next } = await this.#place.changes(cursor);
      const shown = [
        ...[...items].map(([id, item]): SideItem => this.#shown(id, item)),
        ...gone.map((id): SideItem => ({ state: 'gone', id })),
      ];
      return { view: { complete, items: new Map(shown.map((item) => [item.id, item])) }, cursor: next };
    });
  }

  read(ids: readonly string[]): Promise<SideItem[]> {
    return this.#told(async () => {
      const items: SideItem[] = [];
      for (const id of ids) items.push(await this.#readOne(id));
      return items;
    });
  }

  create(fields: SyncFields, mark: string): ReturnType<MailboxSide['create']> {
    return this.#told(async () => {
      const standing = await this.#place.marked(mark);
      if (standing !== null) return { kind: 'exists', id: standing };
      const body = this.#codec.write(fields, null, this.#now());
      return this.#written(body, (json) => this.#place.create({ body: json, mark }));
    });
  }

  update(expected: Expected, fields: SyncFields, mark: string): Promise<Written> {
    return this.#told(async () => {
      const found = await this.#place.one(expected.id);
      if (found === null || versionOf(found.json) !== expected.revision) return changed;
      if (!this.#codec.read(found.json).writable)
        return { kind: 'refused', words: 'Somebody else decides about this item; it is left as it is.' };
      const body = this.#codec.write(fields, found.json, this.#now());
      return this.#written(body, (json) => this.#place.change(found, { body: json, mark }));
    });
  }

  remove(expected: Expected): Promise<Written> {
    return this.#told(async () => {
      const found = await this.#place.one(expected.id);
      if (found === null || versionOf(found.json) !== expected.revision) return changed;
      try {
        await this.#place.remove(found);
        return { kind: 'written', item: expected };
      } catch (error) {
        return this.#answerTo(error);
      }
    });
  }

  async #readOne(id: string): Promise<SideItem> {
    try {
      const found = await this.#place.one(id);
      return found === null ? { state: 'gone', id } : this.#shown(id, found);
    } catch (error) {
      if (isAboutMail(error)) return unread(id);
      throw error;
    }
  }

  #shown(id: string, { json, mark }: FoundItem): PresentItem {
    const { fields, categories, modifiedAt, writable, isPrivate = false } = this.#codec.read(json);
    const mayCome = this.#takesPrivate || !isPrivate;
    return {
      state: 'present',
      id,
      revision: versionOf(json),
      fields,
      modifiedAt,
      writable,
      scope: mayCome && categories.some((category) => this.#tracked.has(folded(category))) ? 'wanted' : 'outside',
      ...(mark === null ? {} : { mark }),
    };
  }

  async #written(body: GraphJson | string, write: (body: GraphJson) => Promise<GraphJson>): Promise<Written> {
    if (typeof body === 'string') return { kind: 'refused', words: body };
    try {
      const json = await write(body);
      return { kind: 'written', item: { id: idOf(json), revision: versionOf(json) } };
    } catch (error) {
      return this.#answerTo(error);
    }
  }

  /** What concerns one item alone; the rest is thrown. */
  #answerTo(error: unknown): Written {
    if (isChange(error)) return changed;
    if (!isAboutMail(error)) throw error;
    return {
      kind: 'refused',
      words: `The service does not take this item as it is (${(error as GraphRefusal).status}).`,
    };
  }

  /** Whoever ended it gets their own reason back. */
  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (this.#signal.aborted) throw this.#signal.reason;
      throw this.#failureOf(error);
    }
  }
}
