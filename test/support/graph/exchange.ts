/** One request as the routes of the fake see it, and what they may answer. */
import type { IncomingMessage } from 'node:http';
import { problemsIn, type CheckOptions } from './check-shape.ts';
import type { GraphMailbox } from './mailbox.ts';
import { shapes, type ShapeName } from './shapes.ts';

export interface Exchange {
  readonly method: string;
  /** After `/v1.0/`, cut at slashes, decoded; a function or cast keeps its name. */
  readonly path: readonly string[];
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Where the service is reached: links begin with it. */
  readonly base: string;
  readonly immutable: boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** What is checked before it leaves. */
  readonly json?: unknown;
  readonly shape?: ShapeName;
  readonly many?: boolean;
  readonly check?: CheckOptions;
}

export const failure = (status: number, code: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  json: { error: { code, message: `said by the service: ${code}`, innerError: { date: '2026-01-01T00:00:00' } } },
});

/** A request that the real service would not take; its text says why. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

export const jsonBody = (exchange: Exchange, shape: ShapeName, check: CheckOptions = {}): Record<string, unknown> => {
  if (!(exchange.headers['content-type'] ?? '').startsWith('application/json')) {
    throw new BadRequest(`${exchange.method} ${exchange.url.pathname} without application/json`);
  }
  const value = JSON.parse(exchange.body.toString('utf8')) as Record<string, unknown>;
  const problems = problemsIn(shape, value, check);
  if (problems.length > 0) throw new BadRequest(problems.join('; '));
  return value;
};

/** The query options of a request are these or fewer. */
export const onlyOptions = (exchange: Exchange, allowed: readonly string[]): void => {
  for (const name of exchange.url.searchParams.keys()) {
    if (!allowed.includes(name)) throw new BadRequest(`${exchange.url.pathname} takes no ${name}`);
  }
};

export const selected = (exchange: Exchange, shape: ShapeName): readonly string[] => {
  const names = exchange.url.searchParams.get('$select')?.split(',') ?? [];
  for (const name of names) if (shapes[shape]?.has(name) !== true) throw new BadRequest(`${shape} has no ${name}`);
  return names;
};

/** The properties that were selected; all when nothing was. The id is always there. */
export const pick = (value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  names.length === 0
    ? value
    : Object.fromEntries(
        Object.entries(value).filter(([key]) => key === 'id' || key.includes('@') || names.includes(key)),
      );

export const preference = (exchange: Exchange, name: string): string | null =>
  new RegExp(`${name}="?([^",;]+)"?`, 'i').exec(String(exchange.headers['prefer'] ?? ''))?.[1] ?? null;

/** This address with a token behind it. */
export const linkOf = (exchange: Exchange, name: string, token: string): string =>
  `${exchange.base}${exchange.url.pathname.slice('/v1.0'.length)}?${encodeURIComponent(name)}=${token}`;

/** The same question from another place on. */
export const nextPage = (exchange: Exchange, skip: number): string => {
  const next = new URL(exchange.base + exchange.url.pathname.slice('/v1.0'.length) + exchange.url.search);
  next.searchParams.set('$skip', String(skip));
  return next.href;
};

export type Route = (exchange: Exchange, mailbox: GraphMailbox) => Reply | null | Promise<Reply | null>;
