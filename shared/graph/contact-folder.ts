/** The contacts of one folder (contactFolder, v1.0). */
import type { GraphClient } from './graph-client.ts';
import { isAboutMail, isGone } from './graph-refusal.ts';
import { contactProperties } from './contact-fields.ts';
import { followChanges, listAll, pageSize } from './follow-changes.ts';
import {
  type FoundChanges,
  type FoundItem,
  type GraphJson,
  idOf,
  type ItemPlace,
  listIn,
  type PlaceAsked,
  versionOf,
  type WrittenItem,
} from './item-place.ts';
import { markExpansion, markFilter, markIn, markOf } from './marks.ts';
import type { Signal } from './signal.ts';

/** Every mailbox has one; throws GraphRefusal. */
export const usualContactFolder = async (client: GraphClient, signal: Signal): Promise<string> =>
  idOf((await client.send({ at: `${client.root}/contactFolders/contacts?$select=id` }, signal)).json);

/** Up to so many changed contacts are asked for one by one: a list of changes tells no marks. */
const fewChanges = 20;

export class ContactFolder implements ItemPlace {
  readonly #client: GraphClient;
  readonly #folderId: string;
  readonly #organizationId: string;
  readonly #signal: Signal;
  /** Where its contacts are listed. */
  readonly #folder: string;
  readonly #expand: string;

  constructor({ client, collection, organizationId, signal }: PlaceAsked) {
    this.#client = client;
    this.#folderId = collection;
    this.#organizationId = organizationId;
    this.#signal = signal;
    this.#folder = `${client.root}/contactFolders/${encodeURIComponent(collection)}/contacts`;
    this.#expand = `$expand=${markExpansion(organizationId)}`;
  }

  async changes(known: string | null): Promise<FoundChanges> {
    const asked = { first: `${this.#folder}/delta?$select=${contactProperties}`, cursor: known };
    const { complete, changed, gone, cursor } = await followChanges(this.#client, asked, this.#signal);
    if (complete || changed.size > fewChanges)
      return { complete, items: await this.#withMarks(changed), gone: complete ? [] : gone, cursor };
    const items = new Map<string, FoundItem>();
    const left = [...gone];
    for (const [id, json] of changed) {
      const item = await this.#oneOf(id, json);
      if (item === null) left.push(id);
      else items.set(id, item);
    }
    return { complete, items, gone: left, cursor };
  }

  /** A contact that was deleted or moved answers to its immutable id all the same. */
  async one(id: string): Promise<FoundItem | null> {
    const at = `${this.#at(id)}?$select=${contactProperties}&${this.#expand}`;
    try {
      const { json } = await this.#client.send({ at }, this.#signal);
      return json['parentFolderId'] === this.#folderId ? { json, mark: markIn(json) } : null;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  async marked(recordId: string): Promise<string | null> {
    const filter = markFilter(this.#organizationId, recordId);
    const at = `${this.#folder}?$filter=${filter}&$select=id,parentFolderId&$top=10`;
    const { json } = await this.#client.send({ at }, this.#signal);
    const here = listIn(json['value']).find((item) => item['parentFolderId'] === this.#folderId);
    return here === undefined ? null : idOf(here);
  }

  async create(written: WrittenItem): Promise<GraphJson> {
    const asked = { method: 'POST', at: this.#folder, body: this.#bodyOf(written) } as const;
    return (await this.#client.send(asked, this.#signal)).json;
  }

  async change({ json }: FoundItem, written: WrittenItem): Promise<GraphJson> {
    const at = this.#at(idOf(json));
    const asked = { method: 'PATCH', at, body: this.#bodyOf(written), ifMatch: versionOf(json) } as const;
    return (await this.#client.send(asked, this.#signal)).json;
  }

  async remove({ json }: FoundItem): Promise<void> {
    await this.#client.send({ method: 'DELETE', at: this.#at(idOf(json)), ifMatch: versionOf(json) }, this.#signal);
  }

  #at(id: string): string {
    return `${this.#client.root}/contacts/${encodeURIComponent(id)}`;
  }

  #bodyOf({ body, mark }: WrittenItem): GraphJson {
    return { ...body, ...markOf(this.#organizationId, mark) };
  }

  /** What the service does not give out by itself is taken as the list of changes told it. */
  async #oneOf(id: string, told: GraphJson): Promise<FoundItem | null> {
    try {
      return await this.one(id);
    } catch (error) {
      if (isAboutMail(error)) return { json: told, mark: null };
      throw error;
    }
  }

  async #withMarks(changed: ReadonlyMap<string, GraphJson>): Promise<Map<string, FoundItem>> {
    const marks = changed.size === 0 ? new Map<string, string | null>() : await this.#marks();
    return new Map([...changed].map(([id, json]) => [id, { json, mark: marks.get(id) ?? null }]));
  }

  async #marks(): Promise<ReadonlyMap<string, string | null>> {
    const filter = markFilter(this.#organizationId, null);
    const first = `${this.#folder}?$filter=${filter}&$select=id&${this.#expand}&$top=${pageSize}`;
    const found = await listAll(this.#client, first, this.#signal);
    return new Map(found.map((item) => [idOf(item), markIn(item)]));
  }
}
