/** The contacts of one folder (contactFolder, v1.0). */
import type { GraphClient } from '../graph-client.ts';
import { isAboutMail, isGone } from '../graph-refusal.ts';
import { contactProperties } from './contact-fields.ts';
import { followChanges, listAll, pageSize } from './follow-changes.ts';
import { type FoundChanges, type FoundItem, type GraphJson, idOf, type ItemPlace, type WrittenItem } from './item-place.ts';
import { markExpansion, markFilter, markIn, markOf } from './marks.ts';

/** Up to so many changed contacts are asked for one by one: a list of changes tells no marks. */
const fewChanges = 20;

export interface FolderAsked {
  readonly client: GraphClient;
  readonly folderId: string;
  readonly organizationId: string;
  readonly signal: AbortSignal;
}

export const contactFolder = ({ client, folderId, organizationId, signal }: FolderAsked): ItemPlace => {
  const folder = `${client.root}/contactFolders/${encodeURIComponent(folderId)}/contacts`;
  const contactAt = (id: string): string => `${client.root}/contacts/${encodeURIComponent(id)}`;
  const expand = `$expand=${markExpansion(organizationId)}`;

  /** A contact that was deleted or moved answers to its immutable id all the same. */
  const one = async (id: string): Promise<FoundItem | null> => {
    try {
      const { json } = await client.send({ at: `${contactAt(id)}?$select=${contactProperties}&${expand}` }, signal);
      return json['parentFolderId'] === folderId ? { json, mark: markIn(json) } : null;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  };

  /** What the service does not give out by itself is taken as the list of changes told it. */
  const oneOf = async (id: string, told: GraphJson): Promise<FoundItem | null> => {
    try {
      return await one(id);
    } catch (error) {
      if (isAboutMail(error)) return { json: told, mark: null };
      throw error;
    }
  };

  const marks = async (): Promise<ReadonlyMap<string, string | null>> => {
    const filter = markFilter(organizationId, null);
    const found = await listAll(client, `${folder}?$filter=${filter}&$select=id&${expand}&$top=${pageSize}`, signal);
    return new Map(found.map((item) => [idOf(item), markIn(item)]));
  };

  const withMarks = async (changed: ReadonlyMap<string, GraphJson>): Promise<Map<string, FoundItem>> => {
    const known = changed.size === 0 ? new Map<string, string | null>() : await marks();
    return new Map([...changed].map(([id, json]) => [id, { json, mark: known.get(id) ?? null }]));
  };

  const changes = async (cursor: string | null): Promise<FoundChanges> => {
    const first = `${folder}/delta?$select=${contactProperties}`;
    const { complete, changed, gone, cursor: next } = await followChanges(client, { first, cursor }, signal);
    if (complete || changed.size > fewChanges)
      return { complete, items: await withMarks(changed), gone: complete ? [] : gone, cursor: next };
    const items = new Map<string, FoundItem>();
    const left = [...gone];
    for (const [id, json] of changed) {
      const item = await oneOf(id, json);
      if (item === null) left.push(id);
      else items.set(id, item);
    }
    return { complete, items, gone: left, cursor: next };
  };

  const bodyOf = ({ body, mark }: WrittenItem): GraphJson => ({ ...body, ...markOf(organizationId, mark) });

  return {
    changes,
    one,
    marked: async (recordId) => {
      const filter = markFilter(organizationId, recordId);
      const { json } = await client.send({ at: `${folder}?$filter=${filter}&$select=id,parentFolderId&$top=10` }, signal);
      const found = (json['value'] ?? []) as readonly GraphJson[];
      const here = found.find((item) => item['parentFolderId'] === folderId);
      return here === undefined ? null : idOf(here);
    },
    create: async (written) => (await client.send({ method: 'POST', at: folder, body: bodyOf(written) }, signal)).json,
    change: async (id, written, version) =>
      (await client.send({ method: 'PATCH', at: contactAt(id), body: bodyOf(written), ifMatch: version }, signal)).json,
    remove: async (id, version) => {
      await client.send({ method: 'DELETE', at: contactAt(id), ifMatch: version }, signal);
    },
  };
};
