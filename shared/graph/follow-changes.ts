import type { GraphClient } from './graph-client.ts';
import { isSyncStateLost, UnusableAnswer } from './graph-refusal.ts';
import { type GraphJson, idOf, listIn } from './item-place.ts';
import type { Signal } from './signal.ts';

/** So many items are told in one answer. */
export const pageSize = 100;
const mostPages = 1_000;

export interface Changes {
  readonly complete: boolean;
  readonly changed: ReadonlyMap<string, GraphJson>;
  readonly gone: readonly string[];
  readonly cursor: string;
}

const endless = (): UnusableAnswer => new UnusableAnswer('The service tells of more items than are synchronized.');

/** Page after page of a list. */
export const listAll = async (
  client: GraphClient,
  asked: string | { readonly first: string; readonly prefer: string },
  signal: Signal,
): Promise<GraphJson[]> => {
  const items: GraphJson[] = [];
  const { first, ...more } = typeof asked === 'string' ? { first: asked } : asked;
  let at: string | null = first;
  for (let pages = 0; at !== null; pages += 1) {
    if (pages === mostPages) throw endless();
    const { json } = await client.send({ at, ...more }, signal);
    items.push(...listIn(json['value']));
    const next: unknown = json['@odata.nextLink'];
    at = typeof next === 'string' ? client.kept(next) : null;
  }
  return items;
};

const follow = async (client: GraphClient, first: string, signal: Signal): Promise<Omit<Changes, 'complete'>> => {
  const changed = new Map<string, GraphJson>();
  const gone = new Set<string>();
  let at = first;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { json } = await client.send({ at, prefer: `odata.maxpagesize=${pageSize}` }, signal);
    for (const item of listIn(json['value'])) {
      const id = idOf(item);
      // The last word on an item stands.
      changed.delete(id);
      gone.delete(id);
      if ('@removed' in item) gone.add(id);
      else changed.set(id, item);
    }
    const { '@odata.nextLink': next, '@odata.deltaLink': end } = json;
    if (typeof end === 'string') return { changed, gone: [...gone], cursor: client.kept(end) };
    if (typeof next !== 'string') throw new UnusableAnswer('The service did not say where to go on.');
    at = client.kept(next);
  }
  throw endless();
};

/**
 * What changed since the cursor by the delta query at `first`; everything without one, and where the service has forgotten
 * it (410). A cursor is a link of the service, after its base address.
 */
export const followChanges = async (
  client: GraphClient,
  { first, cursor }: { readonly first: string; readonly cursor: string | null },
  signal: Signal,
): Promise<Changes> => {
  try {
    return { complete: cursor === null, ...(await follow(client, cursor ?? first, signal)) };
  } catch (error) {
    if (cursor === null || !isSyncStateLost(error)) throw error;
    return { complete: true, ...(await follow(client, first, signal)) };
  }
};
