import type { MailSignIn } from '#shared/model/mailbox.ts';
import type { OAuthGrant } from './ports/access-tokens.ts';

export type OAuthSignIn = Extract<MailSignIn, { kind: 'oauth' }>;

/** Who holds a secret by which tokens are asked for. */
export interface GrantHolder {
  /** Names the mailbox or account among all. */
  readonly id: string;
  /** The client's secret or the refresh token, opened. */
  readonly secret: string;
  readonly trustedHost: boolean;
  readonly keepSecret: (secret: string) => Promise<void>;
}

export type OAuthGrants = (holder: GrantHolder, signIn: OAuthSignIn) => OAuthGrant;

/**
 * Grants of mailboxes and accounts. One that was given another refresh token keeps its access token: all who use it go on
 * together. `digest` gives a short name of words that tells nothing of them.
 */
export const createOAuthGrants = (digest: (text: string) => string): OAuthGrants => {
  /** Refresh tokens that endpoints gave in place of others: their access tokens are still good. */
  const successors = new Map<string, { readonly secret: string; readonly key: string }>();
  return ({ id, secret, trustedHost, keepSecret }, signIn) => {
    const own = digest(secret);
    const known = successors.get(id);
    const key = known?.secret === own ? known.key : `${id}#${digest(JSON.stringify([signIn, own]))}`;
    return {
      key,
      kind: signIn.grant,
      tokenUrl: signIn.tokenUrl,
      clientId: signIn.clientId,
      clientSecret: null,
      secret,
      scope: signIn.scope === '' ? null : signIn.scope,
      trusted: trustedHost,
      keepSecret: async (refreshToken) => {
        await keepSecret(refreshToken);
        successors.set(id, { secret: digest(refreshToken), key });
      },
    };
  };
};
