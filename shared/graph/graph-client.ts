/** What the places of a mailbox ask of a connection to Microsoft Graph; the server and the pane each have one of their own. */
import type { GraphJson } from './item-place.ts';
import type { Signal } from './signal.ts';

export interface GraphRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** After the base address, or a link of the service itself. */
  readonly at: string;
  readonly body?: unknown;
  /** Beside the preference for immutable ids. */
  readonly prefer?: string;
  /** Only this version is written (RFC 9110 section 13.1.1). */
  readonly ifMatch?: string;
}

export interface GraphClient {
  /** Throws GraphRefusal for what is no success; JSON of an answer without content is empty. */
  send(asked: GraphRequest, signal: Signal): Promise<{ readonly json: GraphJson }>;
  /** A link of the service as it is kept: after the base address. Throws when it leads elsewhere. */
  kept(link: string): string;
  /** Of this mailbox: `/users/…`, or `/me`. */
  readonly root: string;
}

/** The headers of a request to the service: our token, immutable ids, which version is meant. */
export const graphHeaders = (
  { body, prefer, ifMatch }: GraphRequest,
  token: string,
): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
  accept: 'application/json',
  prefer: ['IdType="ImmutableId"', ...(prefer === undefined ? [] : [prefer])].join(', '),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
});
