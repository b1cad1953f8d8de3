import { type GraphClient, graphHeaders, type GraphRequest } from '#shared/graph/graph-client.ts';
import { GraphRefusal, retryAfterOf, UnusableAnswer } from '#shared/graph/graph-refusal.ts';

/** So long the service may take: a write must be over before the lease of its cycle is (I2). */
export const requestLimits = { writeMs: 10_000, readMs: 30_000 } as const;

export interface GraphAccess {
  /** Base address of the service, without a slash at its end. */
  readonly url: string;
  /** `refused`: this token was not taken, another one is wanted. */
  readonly token: (refused?: string) => Promise<string>;
  readonly fetch: typeof fetch;
  /** Before anything is written: rejects where this pane may write no longer. */
  readonly beforeWriting: () => Promise<void>;
}

const codeOf = (json: unknown): string => {
  const { error } = (json ?? {}) as { readonly error?: { readonly code?: unknown } };
  return typeof error?.code === 'string' ? error.code : '';
};

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  if (text === '') return {};
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch (cause) {
    throw new UnusableAnswer('The service gave an answer that is no JSON.', { cause });
  }
};

/** What a proxy in between says is no JSON; the status alone judges it. */
const refusalOf = async (response: Response): Promise<GraphRefusal> => {
  const json: unknown = await response.json().catch(() => null);
  const wait = retryAfterOf(response.headers.get('retry-after') ?? undefined, Date.now());
  return new GraphRefusal(response.status, codeOf(json), wait);
};

/** The user's own mailbox in Microsoft Graph, by the token of this Outlook. */
export const connectGraph = ({ url, token, fetch, beforeWriting }: GraphAccess): GraphClient => {
  const ask = (asked: GraphRequest, bearer: string, signal: AbortSignal): Promise<Response> => {
    const { method = 'GET', body } = asked;
    const limit = AbortSignal.timeout(method === 'GET' ? requestLimits.readMs : requestLimits.writeMs);
    return fetch(`${url}${asked.at}`, {
      method,
      headers: graphHeaders(asked, bearer),
      signal: AbortSignal.any([signal, limit]),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  // Last of all: a sign-in may take longer than the right to write lasts.
  const permitted = async (asked: GraphRequest, bearer: string, signal: AbortSignal): Promise<Response> => {
    if ((asked.method ?? 'GET') !== 'GET') await beforeWriting();
    return ask(asked, bearer, signal);
  };
  return {
    root: '/me',
    send: async (asked, signal: AbortSignal) => {
      const bearer = await token();
      let response = await permitted(asked, bearer, signal);
      if (response.status === 401) response = await permitted(asked, await token(bearer), signal);
      if (!response.ok) throw await refusalOf(response);
      return { json: parsed(await response.text()) };
    },
    kept: (link) => {
      if (link.startsWith(`${url}/`)) return link.slice(url.length);
      throw new UnusableAnswer('The service named an address that is not its own.');
    },
  };
};
