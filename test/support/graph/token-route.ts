/** The token endpoint of the fake service (RFC 6749 sections 4.4 and 6). */
import { failure, type Exchange, type Reply } from './exchange.ts';

export interface TokenWorld {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The one refresh token that is good now; each use replaces it. */
  refreshToken: string;
  /** Access tokens that are good now. */
  readonly live: Set<string>;
  issued: number;
  readonly lifetimeSeconds: number;
}

const refusal = (status: number, error: string): Reply => ({ status, json: { error, error_description: 'AADSTS' } });

const issue = (world: TokenWorld, more: Record<string, string> = {}): Reply => {
  world.issued += 1;
  const token = `access-${world.issued}`;
  world.live.add(token);
  return {
    status: 200,
    json: { token_type: 'Bearer', expires_in: world.lifetimeSeconds, access_token: token, ...more },
  };
};

export const tokenRoute = (exchange: Exchange, world: TokenWorld): Reply => {
  if (exchange.method !== 'POST') return failure(405, 'MethodNotAllowed');
  const form = new URLSearchParams(exchange.body.toString('utf8'));
  if (form.get('client_id') !== world.clientId) return refusal(400, 'unauthorized_client');
  switch (form.get('grant_type')) {
    case 'client_credentials':
      if (form.get('client_secret') !== world.clientSecret) return refusal(401, 'invalid_client');
      return form.get('scope')?.endsWith('/.default') === true ? issue(world) : refusal(400, 'invalid_scope');
    case 'refresh_token': {
      if (form.get('refresh_token') !== world.refreshToken) return refusal(400, 'invalid_grant');
      world.refreshToken = `refresh-${world.issued + 2}`;
      return issue(world, { refresh_token: world.refreshToken });
    }
    default:
      return refusal(400, 'unsupported_grant_type');
  }
};
