import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReturnsOf } from '#shared/contracts/endpoint.ts';
import { Refusal } from '../usecases/refusal.ts';
import type { Actor } from '../domain/actor.ts';
import type { Authenticate } from './actor.ts';
import { isMessage } from './body.ts';
import { sendJson } from './send-json.ts';

/** What a handler gets: parsed and authorised. `actor` is null only on public endpoints. */
export interface Call<E> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly request: Request;
  readonly response: Response;
}
export interface ActorCall<E> extends Call<E> {
  readonly actor: Actor;
}

/** A handler that has written its answer itself (bytes, other status). */
export const answered = Symbol('answered');
type Answer<E> = ReturnsOf<E> | typeof answered;

type Handler<E> = E extends { readonly access: 'public' }
  ? (call: Call<E>) => Promise<Answer<E>>
  : (call: ActorCall<E>) => Promise<Answer<E>>;

type AnyEndpoint = Endpoint;

/** `addresses[2].primary`: where in the request the trouble is. */
export const fieldName = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

const parsed = (schema: z.ZodType | undefined, value: unknown, place: string): unknown => {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 20).map((issue) => ({
    field: fieldName(issue.path) || place || 'body',
    message: issue.message,
  }));
  const first = issues[0];
  throw new Refusal(
    'invalid_request',
    first === undefined ? 'The request is not valid.' : `${first.field}: ${first.message}`,
    {
      issues,
    },
  );
};

/** A router's token opens the calls of a router and nothing else; an administrator may make those too (A12). */
const permit = (access: Endpoint['access'], actor: Actor): void => {
  if (actor.scope === 'router' && access !== 'router')
    throw new Refusal('not_permitted', 'This token is for a router: it checks and delivers mail, and nothing else.');
  if (access === 'administrator' && actor.role !== 'administrator')
    throw new Refusal('not_permitted', 'Only an administrator of the organization may do this.');
  if (access === 'router' && actor.scope !== 'router' && actor.role !== 'administrator')
    throw new Refusal('not_permitted', 'This is for an administrator, or for the token of a router.');
};

const split = (route: string): { method: 'get' | 'post' | 'put' | 'patch' | 'delete'; path: string } => {
  const [method = '', path = ''] = route.split(' ');
  return { method: method.toLowerCase() as 'get', path };
};

/** Ties contracts to handlers: parse, authorise, call, answer. Every route of the interface is made here. */
export const createRoutes = (router: Router, authenticate: Authenticate) => {
  const route = <const E extends AnyEndpoint>(endpoint: E, handler: Handler<E>): void => {
    const { method, path } = split(endpoint.route);
    router[method](path, async (request: Request, response: Response) => {
      const actor = endpoint.access === 'public' ? null : await authenticate(request);
      if (actor !== null) permit(endpoint.access, actor);
      const call = {
        actor,
        params: parsed(endpoint.params, request.params, ''),
        query: parsed(endpoint.query, request.query, ''),
        body: endpoint.body !== undefined && !isMessage(request) ? parsed(endpoint.body, request.body, '') : undefined,
        request,
        response,
      };
      const answer = await (handler as (call: unknown) => Promise<unknown>)(call);
      if (answer === answered) return;
      if (endpoint.returns === undefined) response.status(endpoint.status ?? 204).end();
      else sendJson(response, endpoint.status ?? 200, answer);
    });
  };
  return route;
};
export type RouteMaker = ReturnType<typeof createRoutes>;
