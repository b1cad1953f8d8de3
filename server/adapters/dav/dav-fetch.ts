/** Requests to one server: guard, bounded answers, no credentials to anybody else. */
import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { DavAccount } from '../../ports/remote-sides.ts';

export interface DavNeeds {
  readonly guard: EgressGuard;
  /** Certificates that servers are judged by in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
}

/** An answer of this size is no list of changes and no card; documented for administrators. */
const longestAnswer = 32 * 1024 * 1024;
const silenceMs = 30_000;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isOwnMachine = (address: string): boolean => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, give) => {
    const all = addresses.map((address) => ({ address, family: isIP(address) }));
    if (options.all === true) give(null, all);
    else give(null, all[0]?.address ?? '', all[0]?.family ?? 4);
  };

const readAll = async (answer: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestAnswer) {
      answer.destroy();
      throw new TemporaryFailure('The server gave more than 32 MB in one answer.', { code: 'answer_too_large' });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
};

const bodyless: ReadonlySet<number> = new Set([204, 205, 304]);

const responseOf = async (answer: IncomingMessage): Promise<Response> => {
  const body = await readAll(answer);
  const status = answer.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return new Response(bodyless.has(status) ? null : new Uint8Array(body), { status, headers });
};

const failureOf = (error: unknown): TemporaryFailure | PermanentFailure => {
  if (error instanceof TemporaryFailure || error instanceof PermanentFailure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code))
    return new TemporaryFailure('The certificate of the server is not valid for its name.', {
      code: 'certificate_refused',
      cause: error,
    });
  return new TemporaryFailure('The server does not answer.', { code: 'remote_unavailable', cause: error });
};

export interface DavFetch {
  readonly origin: string;
  /** A path or address of this server. Throws TemporaryFailure, PermanentFailure `egress_refused`, `host_refused`. */
  send(
    at: string,
    asked: { readonly method: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
  ): Promise<Response>;
  close(): void;
}

/** Does not connect yet. Throws PermanentFailure `host_refused` for what is no address of a web server. */
export const createDavFetch = (account: DavAccount, needs: DavNeeds, signal: AbortSignal): DavFetch => {
  const base = URL.canParse(account.url) ? new URL(account.url) : null;
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '')
    throw new PermanentFailure('The address is not one of a web server.', { code: 'host_refused' });
  const isTls = base.protocol === 'https:';
  const agent = isTls
    ? new TlsAgent({
        keepAlive: true,
        maxSockets: 2,
        ...(needs.authorities === null ? {} : { ca: [...needs.authorities] }),
      })
    : new PlainAgent({ keepAlive: true, maxSockets: 2 });
  const authorization = `Basic ${Buffer.from(`${account.user}:${account.secret}`).toString('base64')}`;

  const addressesOf = async (): Promise<readonly string[]> => {
    const addresses = await needs.guard.addressesOf(base.hostname.replace(/^\[|\]$/g, ''), account.trustedHost);
    if (isTls || addresses.every(isOwnMachine)) return addresses;
    throw new PermanentFailure('Without TLS only a server on the same machine is signed in to; write https.', {
      code: 'host_refused',
    });
  };

  const call = (url: URL, addresses: readonly string[], asked: Parameters<DavFetch['send']>[1]) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const send = isTls ? tlsRequest : plainRequest;
      const headers = { authorization, ...asked.headers };
      const sent = send(url, { method: asked.method, agent, lookup: lookupOf(addresses), signal, headers }, resolve);
      sent.setTimeout(silenceMs, () => sent.destroy(new Error('The server said nothing for too long.')));
      sent.once('error', reject);
      sent.end(asked.body);
    });

  return {
    origin: base.origin,
    send: async (at, asked) => {
      const url = new URL(at, base);
      if (url.origin !== base.origin)
        throw new TemporaryFailure('The server named an address that is not its own.', { code: 'remote_unavailable' });
      try {
        return await responseOf(await call(url, await addressesOf(), asked));
      } catch (error) {
        throw failureOf(error);
      }
    },
    close: () => agent.destroy(),
  };
};
