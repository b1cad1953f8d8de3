/** What a DAV server says, in our words. */
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { DavFetch } from './dav-fetch.ts';

/** One resource of a multistatus answer (RFC 4918 section 13). */
export interface DavResource {
  /** Path, as the server wrote it. */
  readonly href: string;
  readonly status: number;
  readonly props: Readonly<Record<string, unknown>>;
}

export interface DavAnswer {
  readonly status: number;
  readonly resources: readonly DavResource[];
  /** Of a sync-collection report (RFC 6578). */
  readonly syncToken: string | null;
}

/** What concerns the whole account or collection. */
export const refusalOf = (status: number): PermanentFailure | TemporaryFailure => {
  if (status === 401)
    return new PermanentFailure('The server does not take user name and password.', { code: 'sign_in_refused' });
  if (status === 403)
    return new PermanentFailure('The server does not permit this user to use the collection.', {
      code: 'permission_refused',
    });
  if (status === 404 || status === 410)
    return new PermanentFailure('The collection is not there any more.', { code: 'mailbox_missing' });
  return new TemporaryFailure(`The server answered ${status}.`, { code: 'remote_unavailable' });
};

/** Text of a property: xml-js gives texts, numbers that look like one, or the parts of an element. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  const parts = value as { _cdata?: unknown; _text?: unknown };
  return textOf(parts._cdata ?? parts._text);
};

const tokenIn = (raw: unknown): string | null =>
  textOf((raw as { multistatus?: { syncToken?: unknown } } | undefined)?.multistatus?.syncToken);

/** Sends XML and reads a multistatus; what is none has its status and no resources. */
export const askDav = async (
  fetch: DavFetch,
  at: string,
  init: {
    readonly method: 'PROPFIND' | 'REPORT';
    readonly depth: '0' | '1';
    readonly namespace: string;
    readonly body: object;
  },
): Promise<DavAnswer> => {
  const { davRequest } = await import('tsdav');
  let status = 0;
  const answers = await davRequest({
    url: at,
    init: { method: init.method, namespace: init.namespace, headers: { depth: init.depth }, body: init.body },
    fetch: async (_at, asked) => {
      const headers = Object.fromEntries(new Headers(asked?.headers).entries());
      const body = typeof asked?.body === 'string' ? asked.body : '';
      const response = await fetch.send(at, { method: init.method, headers, body });
      ({ status } = response);
      return response;
    },
  });
  if (status !== 207) return { status, resources: [], syncToken: null };
  const resources = answers.flatMap(({ href, status: own, props }) =>
    typeof href === 'string' ? [{ href, status: own, props: props ?? {} }] : [],
  );
  return { status, resources, syncToken: tokenIn(answers[0]?.raw) };
};
