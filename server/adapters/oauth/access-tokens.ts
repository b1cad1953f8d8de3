import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AccessTokens, OAuthGrant } from '../../ports/access-tokens.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';

export interface AccessTokensOptions {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  /** Certificates that are trusted in place of the system's. */
  readonly authorities?: readonly string[];
}

interface Kept {
  readonly token: string;
  /** Asked for anew from then on. */
  readonly until: number;
  /** The newest refresh token, where the endpoint replaces them. */
  readonly secret: string;
}

interface TokenAnswer {
  readonly status: number;
  readonly text: string;
}

const longestAnswer = 64 * 1024;
const withinMs = 20_000;
/** A token is not used in the last minute of its life. */
const marginMs = 60_000;
const usualLifetimeMs = 300_000;

const unavailable = (cause?: unknown): TemporaryFailure =>
  new TemporaryFailure('The token endpoint gave no token; it is asked again later.', {
    code: 'oauth_unavailable',
    cause,
  });

/** The form of RFC 6749 sections 4.4.2 and 6. */
const formOf = (grant: OAuthGrant, secret: string): string => {
  const form = new URLSearchParams({ client_id: grant.clientId });
  if (grant.kind === 'refreshToken') {
    form.set('grant_type', 'refresh_token');
    form.set('refresh_token', secret);
    if (grant.clientSecret !== null) form.set('client_secret', grant.clientSecret);
  } else {
    form.set('grant_type', 'client_credentials');
    form.set('client_secret', secret);
  }
  if (grant.scope !== null) form.set('scope', grant.scope);
  return form.toString();
};

/** Errors of the endpoint that asking again does not mend (RFC 6749 section 5.2). */
const refusals: ReadonlySet<unknown> = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_request',
]);

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not JSON: the answer of a proxy or of a server in trouble, which is judged by its status alone.
    return {};
  }
};

const readToken = ({ status, text }: TokenAnswer, secret: string, now: number): Kept => {
  const answer = parsed(text);
  const token = answer['access_token'];
  if (status === 200 && typeof token === 'string' && /^[\x21-\x7e]{1,16000}$/.test(token)) {
    const seconds = Number(answer['expires_in']);
    const lifetimeMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : usualLifetimeMs;
    const replaced = answer['refresh_token'];
    return {
      token,
      until: now + Math.max(lifetimeMs - marginMs, lifetimeMs / 2),
      secret: typeof replaced === 'string' && replaced !== '' ? replaced : secret,
    };
  }
  if (status >= 400 && status < 500 && refusals.has(answer['error'])) {
    throw new PermanentFailure(`The token endpoint refuses us: ${String(answer['error'])}. Sign in again there.`, {
      code: 'oauth_refused',
    });
  }
  throw unavailable();
};

/** Tokens of OAuth 2.0 for mail servers; each is asked for once however many sessions want it. */
export const createAccessTokens = ({ guard, clock, authorities }: AccessTokensOptions): AccessTokens => {
  const kept = new Map<string, Promise<Kept>>();

  const post = async (grant: OAuthGrant, form: string): Promise<TokenAnswer> => {
    const url = new URL(grant.tokenUrl);
    if (url.protocol !== 'https:')
      throw new PermanentFailure('The token address is not https.', { code: 'oauth_refused' });
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const [address = ''] = await guard.addressesOf(host, grant.trusted);
    const lookup = ((_host, options, give) =>
      options.all === true
        ? give(null, [{ address, family: isIP(address) }])
        : give(null, address, isIP(address))) as LookupFunction;
    return new Promise((resolve, reject) => {
      const call = request(
        url,
        {
          method: 'POST',
          lookup,
          agent: false,
          headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
          signal: AbortSignal.timeout(withinMs),
          ...(authorities === undefined ? {} : { ca: [...authorities] }),
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (piece: string) => {
            text += piece;
            if (text.length > longestAnswer) response.destroy(new Error('The answer is too long.'));
          });
          response.once('error', (cause) => reject(unavailable(cause)));
          response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      call.once('error', (cause) => reject(unavailable(cause)));
      call.end(form);
    });
  };

  const ask = async (grant: OAuthGrant, secret: string): Promise<Kept> => {
    const fresh = readToken(await post(grant, formOf(grant, secret)), secret, clock.now());
    if (grant.kind === 'refreshToken' && fresh.secret !== secret) await grant.keepSecret(fresh.secret);
    return fresh;
  };

  return {
    accessToken: async (grant, refused) => {
      const known = kept.get(grant.key);
      const before = await known?.catch(() => undefined);
      if (before !== undefined && before.token !== refused && clock.now() < before.until) return before.token;
      const current = kept.get(grant.key);
      // Somebody has asked in the meantime: a refresh token may be good for one question.
      const next = current !== undefined && current !== known ? current : ask(grant, before?.secret ?? grant.secret);
      kept.set(grant.key, next);
      try {
        return (await next).token;
      } catch (error) {
        if (kept.get(grant.key) === next) kept.delete(grant.key);
        throw error;
      }
    },
  };
};
