/** Where an account has its collections (RFC 6764, RFC 5397, RFC 6352 section 7.1, RFC 4791 section 6.2). */
import type { SyncKind } from '#shared/sync/item.ts';
import type { RemoteCollections } from '../../ports/remote-sides.ts';
import { askDav, type DavAnswer, type DavResource, refusalOf, textOf } from './dav-answers.ts';
import type { DavFetch } from './dav-fetch.ts';

const attributes = {
  'xmlns:d': 'DAV:',
  'xmlns:card': 'urn:ietf:params:xml:ns:carddav',
  'xmlns:c': 'urn:ietf:params:xml:ns:caldav',
} as const;

const ask = (fetch: DavFetch, at: string, depth: '0' | '1', props: readonly string[]): Promise<DavAnswer> =>
  askDav(fetch, at, {
    method: 'PROPFIND',
    depth,
    namespace: 'd',
    body: { propfind: { _attributes: attributes, prop: Object.fromEntries(props.map((name) => [name, {}])) } },
  });

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const hrefIn = (value: unknown): string | null => {
  for (const one of listOf(value)) {
    const href = textOf(listOf((one as { href?: unknown } | null)?.href)[0]);
    if (href !== null && href !== '') return href;
  }
  return null;
};

const typesOf = ({ props }: DavResource): ReadonlySet<string> => {
  const type = props['resourcetype'];
  return new Set(typeof type === 'object' && type !== null ? Object.keys(type) : []);
};

const componentsOf = ({ props }: DavResource): string[] => {
  const set = props['supportedCalendarComponentSet'] as { comp?: unknown } | undefined;
  return listOf(set?.comp).flatMap((one) => {
    const name = (one as { _attributes?: { name?: unknown } } | null)?._attributes?.name;
    return typeof name === 'string' ? [name.toUpperCase()] : [];
  });
};

const holds = (resource: DavResource, kind: SyncKind): boolean => {
  const types = typesOf(resource);
  if (kind === 'contact') return types.has('addressbook');
  if (!types.has('calendar')) return false;
  const components = componentsOf(resource);
  return components.length === 0 || components.includes(kind === 'task' ? 'VTODO' : 'VEVENT');
};

const collectionProps = ['d:resourcetype', 'c:supported-calendar-component-set'];
const homeProps = ['card:addressbook-home-set', 'c:calendar-home-set', 'd:current-user-principal', ...collectionProps];

/** Where the server says that its services begin; null where it says nothing. */
const wellKnown = async (fetch: DavFetch): Promise<DavResource | null> => {
  for (const service of ['carddav', 'caldav']) {
    const hint = await fetch.send(`/.well-known/${service}`, { method: 'PROPFIND', headers: { depth: '0' } });
    const location = hint.headers.get('location');
    if (hint.status < 300 || hint.status >= 400 || location === null) continue;
    const [found] = (await ask(fetch, location, '0', homeProps)).resources;
    if (found !== undefined) return found;
  }
  return null;
};

/** The address itself where it leads on, else where the server says its services begin. */
const enter = async (fetch: DavFetch, url: string): Promise<DavResource> => {
  const first = await ask(fetch, url, '0', homeProps);
  if (first.status === 401 || first.status === 403) throw refusalOf(first.status);
  const [own] = first.resources;
  if (own !== undefined && (hrefIn(own.props['currentUserPrincipal']) !== null || typesOf(own).size > 1)) return own;
  const found = (await wellKnown(fetch)) ?? own;
  if (found !== undefined) return found;
  throw refusalOf(first.status === 207 ? 404 : first.status);
};

const homesOf = async (fetch: DavFetch, entry: DavResource): Promise<string[]> => {
  const principal = hrefIn(entry.props['currentUserPrincipal']);
  const [of] = principal === null ? [entry] : (await ask(fetch, principal, '0', homeProps)).resources;
  const homes = [of, entry].flatMap((one) => [
    hrefIn(one?.props['addressbookHomeSet']),
    hrefIn(one?.props['calendarHomeSet']),
  ]);
  return [...new Set([...homes, principal].filter((home) => home !== null))];
};

/**
 * Signs in and looks for a collection of each kind: the address itself where it is one, else the first in the user's homes.
 * Throws PermanentFailure `sign_in_refused`, `permission_refused`, `mailbox_missing`, TemporaryFailure.
 */
export const discover = async (
  fetch: DavFetch,
  url: string,
  kinds: readonly SyncKind[],
): Promise<RemoteCollections> => {
  const entry = await enter(fetch, url);
  const found: Partial<Record<SyncKind, string>> = {};
  const take = (resources: readonly DavResource[]): void => {
    for (const resource of resources)
      for (const kind of kinds)
        if (found[kind] === undefined && holds(resource, kind)) found[kind] = new URL(resource.href, fetch.origin).href;
  };
  take([entry]);
  for (const home of await homesOf(fetch, entry)) {
    if (kinds.every((kind) => found[kind] !== undefined)) break;
    const { resources } = await ask(fetch, home, '1', collectionProps);
    take([...resources].sort((one, other) => (one.href < other.href ? -1 : 1)));
  }
  return found;
};
