import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import type { Route } from './routes.ts';

/** Who may call: nobody has to sign in, a signed-in user, an administrator of the organization, an administrator or a router's token. */
export type Access = 'public' | 'user' | 'administrator' | 'router';

/** What stands between server and client: both are typed by the same object, so they cannot drift. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Returns extends z.ZodType = z.ZodType,
  Who extends Access = Access,
> {
  readonly route: Route;
  readonly access: Who;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  /** Absent: no body is read. `message/rfc822` bodies are read by the route itself. */
  readonly body?: Body;
  readonly returns?: Returns;
  /** Status of the ordinary answer; 200 when absent, 204 when nothing is returned. */
  readonly status?: number;
  readonly errors: readonly ErrorCode[];
}

/** States an endpoint. The argument is the contract; it is returned as it is. */
export const endpoint = <
  Params extends z.ZodType = never,
  Query extends z.ZodType = never,
  Body extends z.ZodType = never,
  Returns extends z.ZodType = never,
  const Who extends Access = Access,
>(
  contract: Endpoint<Params, Query, Body, Returns, Who>,
): Endpoint<Params, Query, Body, Returns, Who> => contract;

type Input<Schema> = [Schema] extends [never] ? undefined : Schema extends z.ZodType ? z.input<Schema> : never;
type Output<Schema> = [Schema] extends [never] ? undefined : Schema extends z.ZodType ? z.output<Schema> : never;

export type ParamsOf<E> = E extends Endpoint<infer P, infer _Q, infer _B, infer _R, infer _W> ? Output<P> : never;
export type QueryOf<E> = E extends Endpoint<infer _P, infer Q, infer _B, infer _R, infer _W> ? Output<Q> : never;
export type BodyOf<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _R, infer _W> ? Output<B> : never;
export type ReturnsOf<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R, infer _W> ? Input<R> : never;
export type QueryInputOf<E> = E extends Endpoint<infer _P, infer Q, infer _B, infer _R, infer _W> ? Input<Q> : never;
export type BodyInputOf<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _R, infer _W> ? Input<B> : never;
