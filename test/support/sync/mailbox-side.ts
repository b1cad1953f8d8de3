import type { Expected } from '#shared/sync/action.ts';
import type { MailboxSide, Written } from '#shared/sync/cycle-ports.ts';
import type { PresentItem, SideItem, SyncFields } from '#shared/sync/item.ts';

interface Kept {
  readonly id: string;
  revision: number;
  fields: SyncFields;
  tracked: boolean;
  writable: boolean;
  mark: string | undefined;
  modifiedAt: number;
}

/**
 * A mailbox that keeps its items in memory, with a change log for cursors, revisions that every write moves, and the
 * person who works in it. It answers like a CalDAV server: a write on another version than expected is refused.
 */
export class MemoryMailbox implements MailboxSide {
  readonly items = new Map<string, Kept>();
  readonly #log: string[] = [];
  #ids = 0;
  #forgottenBefore = 0;

  readonly clock: { now: number };

  constructor(clock: { now: number }) {
    this.clock = clock;
  }

  #touched(item: Kept): Expected {
    item.revision += 1;
    item.modifiedAt = this.clock.now;
    this.#log.push(item.id);
    return { id: item.id, revision: String(item.revision) };
  }

  #shown(id: string): SideItem {
    const item = this.items.get(id);
    if (item === undefined) return { state: 'gone', id };
    const shown: PresentItem = {
      state: 'present',
      id,
      revision: String(item.revision),
      fields: item.fields,
      modifiedAt: item.modifiedAt,
      writable: item.writable,
      scope: item.tracked ? 'wanted' : 'outside',
      ...(item.mark === undefined ? {} : { mark: item.mark }),
    };
    return shown;
  }

  // The person in Outlook.

  add(fields: SyncFields, { tracked = true, mark }: { tracked?: boolean; mark?: string | undefined } = {}): string {
    this.#ids += 1;
    const item: Kept = {
      id: `m${this.#ids}`,
      revision: 0,
      fields,
      tracked,
      writable: true,
      mark,
      modifiedAt: 0,
    };
    this.items.set(item.id, item);
    this.#touched(item);
    return item.id;
  }

  edit(id: string, fields: SyncFields): void {
    const item = this.#existing(id);
    item.fields = { ...item.fields, ...fields };
    this.#touched(item);
  }

  track(id: string, tracked: boolean): void {
    const item = this.#existing(id);
    item.tracked = tracked;
    this.#touched(item);
  }

  lock(id: string, writable: boolean): void {
    const item = this.#existing(id);
    item.writable = writable;
    this.#touched(item);
  }

  copy(id: string): string {
    const { fields, tracked, mark } = this.#existing(id);
    return this.add(fields, { tracked, mark });
  }

  /** The revision moves though nothing changed, as some servers do. */
  shake(id: string): void {
    this.#touched(this.#existing(id));
  }

  delete(id: string): void {
    this.items.delete(id);
    this.#log.push(id);
  }

  #existing(id: string): Kept {
    const item = this.items.get(id);
    if (item === undefined) throw new Error(`no item ${id}`);
    return item;
  }

  /** Cursors given so far are no longer known: the next reading lists everything. */
  forgetCursors(): void {
    this.#forgottenBefore = this.#log.length;
  }

  // What the engine asks.

  changes(cursor: string | null) {
    const from = cursor === null ? -1 : Number(cursor);
    const complete = from < this.#forgottenBefore;
    const ids = complete ? [...this.items.keys()] : this.#log.slice(from);
    const items = new Map([...new Set(ids)].map((id) => [id, this.#shown(id)]));
    return Promise.resolve({ view: { complete, items }, cursor: String(this.#log.length) });
  }

  read(ids: readonly string[]): Promise<SideItem[]> {
    return Promise.resolve(ids.map((id) => this.#shown(id)));
  }

  create(fields: SyncFields, mark: string): ReturnType<MailboxSide['create']> {
    const standing = [...this.items.values()].find((item) => item.mark === mark);
    if (standing !== undefined) return Promise.resolve({ kind: 'exists', id: standing.id });
    const id = this.add(fields, { tracked: true, mark });
    return Promise.resolve({ kind: 'written', item: { id, revision: String(this.#existing(id).revision) } });
  }

  #expected({ id, revision }: Expected): Kept | null {
    const item = this.items.get(id);
    return item !== undefined && String(item.revision) === revision ? item : null;
  }

  update(expected: Expected, fields: SyncFields, mark: string): Promise<Written> {
    const item = this.#expected(expected);
    if (item === null) return Promise.resolve({ kind: 'changed' });
    if (!item.writable) return Promise.resolve({ kind: 'refused', words: 'read-only' });
    item.fields = { ...item.fields, ...fields };
    item.mark = mark;
    return Promise.resolve({ kind: 'written', item: this.#touched(item) });
  }

  remove(expected: Expected): Promise<Written> {
    const item = this.#expected(expected);
    if (item === null) return Promise.resolve({ kind: 'changed' });
    if (!item.writable) return Promise.resolve({ kind: 'refused', words: 'read-only' });
    this.delete(item.id);
    return Promise.resolve({ kind: 'written', item: expected });
  }
}
