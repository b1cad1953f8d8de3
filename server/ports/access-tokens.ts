/** How an application is known to a token endpoint (RFC 6749), opened. */
export interface OAuthGrant {
  /** Tokens are kept by it; another one when anything below changes. */
  readonly key: string;
  readonly kind: 'refreshToken' | 'clientCredentials';
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Beside a refresh token; null: a public client. */
  readonly clientSecret: string | null;
  /** The refresh token, or the client's secret. */
  readonly secret: string;
  readonly scope: string | null;
  /** Given by environment or command line: the egress guard lets the host pass. */
  readonly trusted: boolean;
  /** The endpoint gave another refresh token: it is kept from now on. */
  readonly keepSecret: (refreshToken: string) => Promise<void>;
}

/** Access tokens, asked for once and kept until shortly before they expire. */
export interface AccessTokens {
  /**
   * `refused`: a server did not take this token though its time is not over; another one is asked for. Throws
   * PermanentFailure `oauth_refused` (the grant is no good), TemporaryFailure `oauth_unavailable`.
   */
  accessToken(grant: OAuthGrant, refused?: string): Promise<string>;
}
