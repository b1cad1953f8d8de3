import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import type { Problem } from '#shared/contracts/errors.ts';
import { type RouteName, routes } from '#shared/contracts/routes.ts';
import { ApiError, type ApiErrorCode } from './api-error.ts';

type AllOptional<Value> = Partial<Value> extends Value ? true : false;
type Member<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : AllOptional<Value> extends true
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** A JSON body by contract, or the bytes of a message instead of it. */
type Body<Value> = Member<'body', Value> | { readonly bytes: Uint8Array; readonly contentType: 'message/rfc822' };

interface Options {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a caller hands over for one endpoint; members without a schema are absent, optional ones may be left out. */
export type CallArgs<Name extends RouteName> = Member<'params', CallInput<Name>['params']> &
  Member<'query', CallInput<Name>['query']> &
  Body<CallInput<Name>['body']> &
  Options;

const bytesRoutes = ['exportUndeliverable', 'getActivitySource', 'getAttachment', 'getUndeliverableSource'] as const;
type BytesRoute = (typeof bytesRoutes)[number];

/** Calls an endpoint by name; rejects with ApiError, or with the signal's reason when aborted. Stored bytes come as a Blob. */
export type Call = <Name extends RouteName>(
  name: Name,
  args: CallArgs<Name>,
) => Promise<Name extends BytesRoute ? Blob : CallOutput<Name>>;

type QueryValue = string | number | boolean | undefined;

interface LooseArgs extends Options {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly contentType?: string;
}

export interface TransportNeeds {
  readonly apiBase: string;
  readonly fetch: typeof fetch;
}

/** One request, as given: no token of its own and no second try. */
export const createTransport =
  ({ apiBase, fetch }: TransportNeeds): Call =>
  async (name, args) => {
    const given = args as LooseArgs;
    const [method, path] = routes[name].split(' ') as [string, string];
    const address = apiBase + fillPath(path, given.params) + fillQuery(given.query);
    const response = await send(fetch, address, { ...requestBody(given), method, signal: given.signal ?? null });
    if (!response.ok) throw await refusalOf(response);
    return (await readAnswer(name, response)) as never;
  };

const readAnswer = (name: RouteName, response: Response): Promise<unknown> => {
  if (response.status === 204) return Promise.resolve(undefined);
  return bytesRoutes.some((route) => route === name) ? response.blob() : readJson(response);
};

const requestBody = ({ body, bytes, contentType, headers }: LooseArgs): RequestInit => ({
  cache: 'no-store',
  credentials: 'omit',
  headers: {
    accept: 'application/json',
    ...(bytes && contentType ? { 'content-type': contentType } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  },
  body: bytes ? new Blob([bytes as Uint8Array<ArrayBuffer>]) : body === undefined ? null : JSON.stringify(body),
});

const send = async (fetch: TransportNeeds['fetch'], address: string, request: RequestInit): Promise<Response> => {
  try {
    return await fetch(address, request);
  } catch (cause) {
    request.signal?.throwIfAborted();
    throw new ApiError('unreachable', { cause });
  }
};

const readJson = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError('unreadable_answer', { status: response.status, cause });
  }
};

const refusalOf = async (response: Response): Promise<ApiError> => {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  if (typeof problem?.code === 'string') {
    return new ApiError(problem.code as ApiErrorCode, { status: response.status, problem });
  }
  const code: ApiErrorCode = response.status >= 502 ? 'temporarily_unavailable' : 'unreadable_answer';
  return new ApiError(code, { status: response.status });
};

const fillPath = (path: string, params: LooseArgs['params'] = {}): string =>
  path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));

const fillQuery = (query: LooseArgs['query'] = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'object' ? value : [value]) {
      if (one !== undefined) search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
};
