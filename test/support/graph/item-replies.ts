/** What the routes of contacts, events and tasks have in common: marks, versions, pages of changes. */
import { deltaPage, readToken, writeToken, type DeltaState } from './delta.ts';
import { BadRequest, failure, linkOf, onlyOptions, pick, preference, selected } from './exchange.ts';
import type { Exchange, Reply } from './exchange.ts';
import { etagOf, type GraphItem, type GraphItems } from './items.ts';
import type { ShapeName } from './shapes.ts';

export const momentOf = (at: number): string => new Date(at).toISOString();

/** How items of one kind are told. */
export interface Telling {
  readonly shape: ShapeName;
  readonly prefix: string;
  /** What the service adds to what was written, or shows otherwise. */
  readonly present: (item: GraphItem) => Record<string, unknown>;
  /** What stands beside it and is told when `$expand` asks for it. */
  readonly beside: string;
}

/** Without the preference for immutable ones an id changes with the folder, as it does at the real service. */
export const itemId = (
  { prefix }: Telling,
  { number, folderId }: Pick<GraphItem, 'number' | 'folderId'>,
  immutable: boolean,
) => (immutable ? `AAkALg${prefix}${String(number).padStart(8, '0')}=` : `AAMk${folderId}${prefix}${number}=`);

export const present = (telling: Telling, item: GraphItem, immutable: boolean): Record<string, unknown> => {
  const etag = etagOf(item);
  return {
    '@odata.etag': etag,
    ...Object.fromEntries(
      Object.entries(item.properties).filter(([name]) => name !== telling.beside && !name.startsWith('@')),
    ),
    id: itemId(telling, item, immutable),
    lastModifiedDateTime: momentOf(item.modifiedAt),
    ...telling.present(item),
  };
};

const expansion = /^singleValueExtendedProperties\(\$filter=id eq '((?:[^']|'')+)'\)$/;

/** The one property that `$expand` asks for; null without any. */
export const expandedId = (exchange: Exchange): string | null => {
  const expand = exchange.url.searchParams.get('$expand');
  const id = expansion.exec(expand ?? '')?.[1];
  if (expand !== null && id === undefined) throw new BadRequest(`no such expansion: ${expand}`);
  return id?.replaceAll("''", "'") ?? null;
};

/** An item as it was asked for; a property that it does not have is not there, and then there is no list of them. */
export const shownAs = (exchange: Exchange, telling: Telling, item: GraphItem, names: readonly string[]) => {
  const id = expandedId(exchange);
  const value = id === null ? undefined : item.extended.get(id);
  const properties = value === undefined ? {} : { singleValueExtendedProperties: [{ id, value }] };
  return { ...pick(present(telling, item, exchange.immutable), names), ...properties };
};

export const one = (exchange: Exchange, telling: Telling, item: GraphItem, status = 200): Reply => {
  onlyOptions(exchange, ['$select', '$expand']);
  return {
    status,
    json: shownAs(exchange, telling, item, selected(exchange, telling.shape)),
    shape: telling.shape,
    check: { beside: [telling.beside] },
  };
};

export const list = (
  value: readonly unknown[],
  { shape, beside }: Telling,
  more: Record<string, unknown> = {},
): Reply => ({
  status: 200,
  json: { '@odata.context': 'context', ...more, value },
  many: true,
  shape,
  check: { beside: [beside] },
});

/** Named properties in a body, by id. */
export const extendedIn = (body: Record<string, unknown>): [string, string][] =>
  ((body['singleValueExtendedProperties'] ?? []) as { id?: unknown; value?: unknown }[]).map(({ id, value }) => {
    if (typeof id !== 'string' || !/^String \{[0-9a-f-]{36}\} Name \S+$/.test(id) || typeof value !== 'string')
      throw new BadRequest('a named property is a String with a namespace and a name');
    return [id, value];
  });

/** RFC 9110 section 13.1.1: null where the item is the version that was expected. */
export const unexpected = (exchange: Exchange, item: GraphItem): Reply | null => {
  const wanted = exchange.headers['if-match'];
  return wanted === undefined || wanted === '*' || wanted === etagOf(item)
    ? null
    : failure(412, 'ErrorIrresolvableConflict');
};

const stateOf = (exchange: Exchange, telling: Telling, items: GraphItems, folder: string): DeltaState | null => {
  const query = exchange.url.searchParams;
  const token = query.get('$skiptoken') ?? query.get('$deltatoken');
  if (token !== null) return readToken(token);
  onlyOptions(exchange, telling.beside === 'linkedResources' ? ['$select', '$expand'] : ['$select']);
  return {
    folder,
    expand: query.get('$expand') === telling.beside,
    epoch: items.deltaEpoch,
    select: selected(exchange, telling.shape),
    changeType: null,
    immutable: exchange.immutable,
    at: items.changes.length,
    below: Number.MAX_SAFE_INTEGER,
  };
};

/** What a folder holds, then what changed in it; named properties are never told so. */
export const itemDelta = (exchange: Exchange, telling: Telling, items: GraphItems, folder: string): Reply => {
  const state = stateOf(exchange, telling, items, folder);
  if (state === null || state.folder !== folder) return failure(400, 'ErrorInvalidUrlQuery');
  if (state.epoch !== items.deltaEpoch)
    return failure(410, 'syncStateNotFound', { location: linkOf(exchange, '$deltatoken', '') });
  const page = deltaPage(items, state, Number(preference(exchange, 'odata.maxpagesize') ?? 10));
  const value = page.entries.map((entry) =>
    'removed' in entry
      ? {
          id: itemId(telling, { number: entry.removed, folderId: folder }, state.immutable),
          '@removed': { reason: 'deleted' },
        }
      : {
          ...pick(present(telling, entry.item, state.immutable), state.select),
          ...(state.expand === true ? { [telling.beside]: entry.item.properties[telling.beside] ?? [] } : {}),
        },
  );
  const link = page.complete
    ? { '@odata.deltaLink': linkOf(exchange, '$deltatoken', writeToken(page.next)) }
    : { '@odata.nextLink': linkOf(exchange, '$skiptoken', writeToken(page.next)) };
  return list(value, telling, link);
};

const markFilter =
  /^singleValueExtendedProperties\/any\(ep: ?ep\/id eq '((?:[^']|'')+)' and ep\/value (eq|ne) (null|'(?:[^']|'')*')\)$/i;

/** The items that a filter by one named property takes. */
export const takenByMark = (exchange: Exchange, items: readonly GraphItem[]): readonly GraphItem[] => {
  const filter = exchange.url.searchParams.get('$filter');
  if (filter === null) return items;
  const [, id = '', compares, wanted = ''] = markFilter.exec(filter) ?? [];
  if (compares === undefined) throw new BadRequest(`no such filter: ${filter}`);
  const text = wanted.slice(1, -1).replaceAll("''", "'").toLowerCase();
  return items.filter(({ extended }) => {
    const value = extended.get(id);
    if (wanted === 'null') return compares === 'ne' && value !== undefined;
    return value !== undefined && (value.toLowerCase() === text) === (compares === 'eq');
  });
};
