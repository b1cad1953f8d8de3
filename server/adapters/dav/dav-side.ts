/** A collection of a DAV server as a side of a synchronization. */
import type { MailboxSide, Written } from '#shared/sync/cycle-ports.ts';
import type { PresentItem, SideItem, SyncFields } from '#shared/sync/item.ts';
import { nameOf } from '../../domain/synchronization/item-name.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RemotePlace } from '../../ports/remote-sides.ts';
import type { DavCollection, DavItem, DavWritten } from './dav-collection.ts';
import type { ItemCodec, ItemReader, ItemWrite } from './item-codec.ts';
import { recordByName } from './item-name.ts';

const folded = (category: string): string => category.normalize('NFC').trim().toLowerCase();

type Expected = Parameters<MailboxSide['remove']>[0];

/** What nobody can read is there all the same: it says nothing and is not written. */
const unread = ({ href, etag }: DavItem): PresentItem => ({
  state: 'present',
  id: href,
  revision: etag,
  fields: {},
  modifiedAt: 0,
  writable: false,
  scope: 'outside',
});

export class DavSide implements MailboxSide {
  readonly #collection: DavCollection;
  readonly #codec: ItemCodec;
  readonly #reader: ItemReader;
  readonly #clock: Clock;
  readonly #takesPrivate: boolean;
  readonly #tracked: ReadonlySet<string>;

  constructor(collection: DavCollection, codec: ItemCodec, { place, clock }: { place: RemotePlace; clock: Clock }) {
    this.#collection = collection;
    this.#codec = codec;
    this.#clock = clock;
    this.#reader = { organizationId: place.organizationId, ownAddresses: new Set(place.ownAddresses) };
    this.#takesPrivate = place.takesPrivate;
    this.#tracked = new Set(place.categories.map(folded));
  }

  async changes(cursor: string | null) {
    const { complete, changed, gone, cursor: next } = await this.#collection.changes(cursor);
    const items = [...(await this.read(changed)), ...gone.map((id): SideItem => ({ state: 'gone', id }))];
    return { view: { complete, items: new Map(items.map((item) => [item.id, item])) }, cursor: next };
  }

  /** What a list names and the answer leaves out is asked for by itself, before anybody takes it for gone. */
  async read(paths: readonly string[]): Promise<SideItem[]> {
    const found = new Map((await this.#collection.read(paths)).map((item) => [item.href, item]));
    const items: SideItem[] = [];
    for (const path of paths) {
      const item = found.get(path) ?? (await this.#collection.readOne(path));
      items.push(item === null ? { state: 'gone', id: path } : this.#shown(item));
    }
    return items;
  }

  async create(fields: SyncFields, mark: string): ReturnType<MailboxSide['create']> {
    const path = this.#collection.placeOf(`${nameOf(mark)}.${this.#codec.ending}`);
    const text = this.#codec.write(null, fields, this.#write(mark));
    const result = await this.#collection.put(path, { text, type: this.#codec.type }, null);
    if (result.kind !== 'changed') return this.#written(path, result, text);
    return (await this.#collection.readOne(path)) === null ? result : { kind: 'exists', id: path };
  }

  async update(expected: Expected, fields: SyncFields, mark: string): Promise<Written> {
    const item = await this.#collection.readOne(expected.id);
    if (item?.etag !== expected.revision) return { kind: 'changed' };
    if (this.#codec.read(item.text, this.#reader)?.writable !== true)
      return { kind: 'refused', words: 'The item cannot be read, and is left as it is.' };
    const text = this.#codec.write(item.text, fields, this.#write(mark));
    const result = await this.#collection.put(expected.id, { text, type: this.#codec.type }, item.etag);
    return this.#written(expected.id, result, text);
  }

  async remove(expected: Expected): Promise<Written> {
    const result = await this.#collection.remove(expected.id, expected.revision);
    return result.kind === 'written' ? { kind: 'written', item: expected } : result;
  }

  #write(recordId: string): ItemWrite {
    const mark = { organizationId: this.#reader.organizationId, recordId };
    return { mark, uid: nameOf(recordId), now: this.#clock.now(), reader: this.#reader };
  }

  #shown(item: DavItem): PresentItem {
    const content = this.#codec.read(item.text, this.#reader);
    if (content === null) return unread(item);
    // The name says nothing of the organization: where marks are kept, they decide (I6).
    const mark = content.isMarked ? content.mark : recordByName(item.href, this.#codec.ending);
    const mayCome = this.#takesPrivate || !content.isPrivate;
    const isTracked = mayCome && content.categories.some((category) => this.#tracked.has(folded(category)));
    return {
      state: 'present',
      id: item.href,
      revision: item.etag,
      fields: content.fields,
      modifiedAt: content.modifiedAt,
      writable: content.writable,
      scope: isTracked ? 'wanted' : 'outside',
      ...(mark === null ? {} : { mark }),
    };
  }

  /** Some servers do not say which version they made of it; another one that came in between is looked at again. */
  async #versionOf(path: string, etag: string | null, text: string): Promise<string> {
    if (etag !== null) return etag;
    const item = await this.#collection.readOne(path);
    if (item === null) return '';
    const fieldsIn = (one: string) => JSON.stringify(this.#codec.read(one, this.#reader)?.fields);
    return fieldsIn(item.text) === fieldsIn(text) ? item.etag : '';
  }

  async #written(path: string, result: DavWritten, text: string): Promise<Written> {
    return result.kind === 'written'
      ? { kind: 'written', item: { id: path, revision: await this.#versionOf(path, result.etag, text) } }
      : result;
  }
}
