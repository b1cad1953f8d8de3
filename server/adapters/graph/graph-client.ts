/** Requests to the service of one mailbox: token, guard, immutable ids, bounded answers. */
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type GraphClient as ItemClient, graphHeaders, type GraphRequest } from '#shared/graph/graph-client.ts';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import { codeIn, longestJson, parsed, readAll } from './bounded-answer.ts';
import { GraphRefusal, retryAfterOf } from './graph-refusal.ts';

export type GraphSettings = Extract<IncomingSettings, { protocol: 'graph' }>;

/** The service of one mailbox. */
export interface GraphServer {
  readonly settings: Pick<GraphSettings, 'baseUrl' | 'mailbox'>;
  /** `refused`: this token was not taken, another one is wanted. */
  readonly accessToken: (refused?: string) => Promise<string>;
  readonly trustedHost: boolean;
}

export interface GraphNeeds {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  /** Certificates that are trusted in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
  /** How long the service may say nothing, milliseconds. */
  readonly silenceMs: number;
}

export interface GraphAnswer {
  readonly json: Readonly<Record<string, unknown>>;
  /** What the service says is the time. */
  readonly date: number;
}

export interface GraphClient extends ItemClient {
  /** Throws GraphRefusal for what is no success; JSON of an answer without content is empty. */
  send(asked: GraphRequest, signal: AbortSignal): Promise<GraphAnswer>;
  /** At most so many bytes; null: there are more. Nothing is read on then. */
  download(at: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | null>;
  close(): void;
}

const baseOf = (written: string): URL => {
  const base = new URL(written);
  if (base.protocol === 'https:' && base.username === '' && base.password === '') return base;
  throw new PermanentFailure('The address of the mail service is not https.', { code: 'host_refused' });
};

const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, give) => {
    const all = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first] = all;
    if (options.all === true) give(null, all);
    else give(null, first?.address ?? '', first?.family ?? 4);
  };

interface Way {
  /** Base address without a slash at its end. */
  readonly base: string;
  readonly agent: Agent;
  readonly silenceMs: number;
}

interface Ticket {
  readonly token: string;
  /** Where the connection goes, whatever the name says by then. */
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
}

const call = (way: Way, asked: GraphRequest, { token, addresses, signal }: Ticket): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', body } = asked;
    const options = {
      method,
      agent: way.agent,
      lookup: lookupOf(addresses),
      signal,
      headers: graphHeaders(asked, token),
    };
    const sent = request(`${way.base}${asked.at}`, options, resolve);
    sent.setTimeout(way.silenceMs, () => sent.destroy(new Error('The service said nothing for too long.')));
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** Does not connect yet. Throws PermanentFailure `host_refused` for an address that is not https. */
export const createGraphClient = (server: GraphServer, needs: GraphNeeds): GraphClient => {
  const base = baseOf(server.settings.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 4,
    ...(needs.authorities === null ? {} : { ca: [...needs.authorities] }),
  });

  const way = { base: `${base.origin}${prefix}`, agent, silenceMs: needs.silenceMs };
  const open = async (asked: GraphRequest, token: string, signal: AbortSignal): Promise<IncomingMessage> => {
    const host = base.hostname.replace(/^\[|\]$/g, '');
    const addresses = await needs.guard.addressesOf(host, server.trustedHost);
    return call(way, asked, { token, addresses, signal });
  };

  /** A token may end before its time, when somebody revokes it: then another one is asked for, once. */
  const success = async (asked: GraphRequest, signal: AbortSignal): Promise<IncomingMessage> => {
    const token = await server.accessToken();
    let response = await open(asked, token, signal);
    if (response.statusCode === 401) {
      response.resume();
      response = await open(asked, await server.accessToken(token), signal);
    }
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return response;
    const code = codeIn(await readAll(response, longestJson));
    throw new GraphRefusal(status, code, retryAfterOf(response.headers['retry-after'], needs.clock.now()));
  };

  return {
    root: `/users/${encodeURIComponent(server.settings.mailbox)}`,
    send: async (asked, signal) => {
      const response = await success(asked, signal);
      const date = Date.parse(response.headers.date ?? '');
      const json = parsed(await readAll(response, longestJson));
      return { json, date: Number.isNaN(date) ? needs.clock.now() : date };
    },
    download: async (at, maxBytes, signal) => {
      const response = await success({ at }, signal);
      if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
        response.destroy();
        return null;
      }
      return readAll(response, maxBytes);
    },
    kept: (link) => {
      const url = URL.canParse(link) ? new URL(link) : null;
      if (url?.origin === base.origin && url.pathname.startsWith(`${prefix}/`)) {
        return `${url.pathname.slice(prefix.length)}${url.search}`;
      }
      throw new TemporaryFailure('The mail service named an address that is not its own.', {
        code: 'source_unavailable',
      });
    },
    close: () => agent.destroy(),
  };
};
