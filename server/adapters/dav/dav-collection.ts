/** One collection of a server: its changes, its items, and writing exactly the version that was read. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { askDav, type DavAnswer, refusalOf, textOf } from './dav-answers.ts';
import type { DavFetch } from './dav-fetch.ts';

const namespaces = {
  'xmlns:d': 'DAV:',
  'xmlns:card': 'urn:ietf:params:xml:ns:carddav',
  'xmlns:c': 'urn:ietf:params:xml:ns:caldav',
} as const;

/** How items of a collection are asked for: `card` (RFC 6352) or `c` (RFC 4791). */
export type DavDialect = 'card' | 'c';

/** So many items are asked for in one request. */
const portion = 100;
/** So often an answer that was cut short is gone on with. */
const mostPages = 1_000;

export interface DavItem {
  readonly href: string;
  readonly etag: string;
  readonly text: string;
}

/** Bytes that are no UTF-8 would not come back as they were: as nothing they are read by nobody, and not written. */
const exactText = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : '');

export interface DavChanges {
  /** Everything is named; what is not is gone. */
  readonly complete: boolean;
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  readonly cursor: string;
}

export type DavWritten =
  | { readonly kind: 'written'; readonly etag: string | null }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly words: string };

const pathOf = (href: string, base: string): string => new URL(href, base).pathname;

const itemStatus = (status: number): DavWritten | null => {
  if (status === 412 || status === 404 || status === 409) return { kind: 'changed' };
  if (status === 403 || status === 405 || status === 423)
    return { kind: 'refused', words: 'The server does not permit this item to be written.' };
  if (status === 400 || status === 413 || status === 415 || status === 422)
    return { kind: 'refused', words: `The server does not take this item as it is (${status}).` };
  return null;
};

interface Listed {
  readonly path: string;
  readonly status: number;
  readonly props: Readonly<Record<string, unknown>>;
}

type Found = Omit<DavChanges, 'complete'>;

/** One collection, by its address. */
export class DavCollection {
  readonly #fetch: DavFetch;
  readonly #dialect: DavDialect;
  /** Path of the collection itself. */
  readonly #own: string;
  readonly #base: string;

  constructor(fetch: DavFetch, at: string, dialect: DavDialect) {
    this.#fetch = fetch;
    this.#dialect = dialect;
    this.#own = pathOf(at, fetch.origin);
    this.#base = new URL(this.#own, fetch.origin).href;
  }

  /** `cursor`: null asks for everything, as does one that the server knows no more. */
  async changes(cursor: string | null): Promise<DavChanges> {
    if (cursor?.startsWith('digest:') === true) return this.#listAll(cursor);
    const token = cursor?.replace(/^token:/, '') ?? '';
    const first = await this.#report(token);
    if (first.status === 401 || first.status === 404) throw refusalOf(first.status);
    // RFC 6578 section 3.8: a token that is no longer valid; the whole is asked for.
    const isForgotten = first.status !== 207 && token !== '' && first.status < 500;
    const found = await this.#readOn(isForgotten ? await this.#report('') : first);
    return found === null ? this.#listAll(null) : { ...found, complete: token === '' || isForgotten };
  }

  /** Those that are there. */
  async read(paths: readonly string[]): Promise<DavItem[]> {
    const found: DavItem[] = [];
    for (let from = 0; from < paths.length; from += portion)
      found.push(...(await this.#readPortion(paths.slice(from, from + portion))));
    return found;
  }

  async readOne(path: string): Promise<DavItem | null> {
    const response = await this.#fetch.send(path, { method: 'GET' });
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw refusalOf(response.status);
    return {
      href: path,
      etag: response.headers.get('etag') ?? '',
      text: exactText(Buffer.from(await response.arrayBuffer())),
    };
  }

  /** `etag` null: a new item, which must not be there. */
  put(path: string, content: { readonly text: string; readonly type: string }, etag: string | null) {
    return this.#write({
      path,
      method: 'PUT',
      headers: {
        'content-type': content.type,
        'content-length': String(Buffer.byteLength(content.text)),
        ...(etag === null ? { 'if-none-match': '*' } : { 'if-match': etag }),
      },
      body: content.text,
    });
  }

  remove(path: string, etag: string): Promise<DavWritten> {
    return this.#write({ path, method: 'DELETE', headers: { 'if-match': etag } });
  }

  /** Where a new item of this name lies. */
  placeOf(name: string): string {
    return `${this.#own.replace(/\/?$/, '/')}${encodeURIComponent(name)}`;
  }

  #itemsOf({ resources }: DavAnswer): Listed[] {
    return resources.flatMap(({ href, status, props }) => {
      const path = pathOf(href, this.#base);
      return path === this.#own || path.endsWith('/') ? [] : [{ path, status, props }];
    });
  }

  #report(token: string): Promise<DavAnswer> {
    return askDav(this.#fetch, this.#base, {
      method: 'REPORT',
      depth: '0',
      namespace: 'd',
      body: {
        'sync-collection': {
          _attributes: namespaces,
          'sync-token': token,
          'sync-level': '1',
          'd:prop': { 'd:getetag': {} },
        },
      },
    });
  }

  /** RFC 6578 section 3.6: an answer that was cut short goes on from its token. Null: the server keeps no journal. */
  async #readOn(first: DavAnswer): Promise<Found | null> {
    const state = new Map<string, boolean>();
    let answer = first;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const { status, syncToken, resources } = answer;
      if (status !== 207 || syncToken === null) return null;
      for (const { path, status: of } of this.#itemsOf(answer)) state.set(path, of !== 404);
      if (!resources.some((one) => one.status === 507)) {
        const of = (there: boolean) => [...state].flatMap(([path, is]) => (is === there ? [path] : []));
        return { changed: of(true), gone: of(false), cursor: `token:${syncToken}` };
      }
      answer = await this.#report(syncToken);
    }
    return null;
  }

  /** Where the server keeps no journal: a digest of all names and versions tells whether anything changed. */
  async #listAll(known: string | null): Promise<DavChanges> {
    const answer = await askDav(this.#fetch, this.#base, {
      method: 'PROPFIND',
      depth: '1',
      namespace: 'd',
      body: { propfind: { _attributes: namespaces, prop: { 'd:getetag': {} } } },
    });
    if (answer.status !== 207) throw refusalOf(answer.status);
    const items = this.#itemsOf(answer);
    const lines = items.map(({ path, props }) => `${path} ${textOf(props['getetag']) ?? ''}`).sort();
    const cursor = `digest:${createHash('sha256').update(lines.join('\n')).digest('base64url')}`;
    return cursor === known
      ? { complete: false, changed: [], gone: [], cursor }
      : { complete: true, changed: items.map(({ path }) => path), gone: [], cursor };
  }

  async #readPortion(paths: readonly string[]): Promise<DavItem[]> {
    const isCard = this.#dialect === 'card';
    const answer = await askDav(this.#fetch, this.#base, {
      method: 'REPORT',
      depth: '1',
      namespace: this.#dialect,
      body: {
        [isCard ? 'addressbook-multiget' : 'calendar-multiget']: {
          _attributes: namespaces,
          'd:prop': { 'd:getetag': {}, [isCard ? 'card:address-data' : 'c:calendar-data']: {} },
          'd:href': [...paths],
        },
      },
    });
    if (answer.status === 207)
      return this.#itemsOf(answer).flatMap(({ path, props }) => {
        const text = textOf(props[isCard ? 'addressData' : 'calendarData']);
        const etag = textOf(props['getetag']);
        return text === null || etag === null ? [] : [{ href: path, etag, text }];
      });
    // Some servers cannot be asked for many at once (Xandikos for cards): one after another then.
    if (answer.status < 500 && answer.status !== 400) throw refusalOf(answer.status);
    const items = [];
    for (const path of paths) items.push(await this.readOne(path));
    return items.filter((item) => item !== null);
  }

  async #write(asked: {
    readonly path: string;
    readonly method: 'PUT' | 'DELETE';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }): Promise<DavWritten> {
    const { path, ...rest } = asked;
    const response = await this.#fetch.send(path, rest);
    if (response.ok) return { kind: 'written', etag: response.headers.get('etag') };
    const ofItem = itemStatus(response.status);
    if (ofItem !== null) return ofItem;
    throw refusalOf(response.status);
  }
}
