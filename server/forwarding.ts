import type { GraphNeeds, GraphServer } from './adapters/graph/graph-client.ts';
import { createGraphRules } from './adapters/graph/graph-rules.ts';
import { createSieveRules } from './adapters/sieve/sieve-rules.ts';
import type { SieveServer } from './adapters/sieve/sieve-session.ts';
import type { AccessTokens, OAuthGrant } from './ports/access-tokens.ts';
import type { Clock } from './ports/clock.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import type { ForwardSystemProfile, ForwardSystems } from './ports/forward-rules.ts';

export interface ForwardingNeeds {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
}

export interface ForwardingOptions {
  /** Certificates that mail servers are judged by in place of the system's. */
  readonly mailAuthorities?: readonly string[];
}

const silenceMs = 30_000;

type System<Kind> = Extract<ForwardSystemProfile['system'], { kind: Kind }>;

const sieveServer =
  ({ host, port, security, master }: System<'sieve'>, secret: string) =>
  (user: string): SieveServer => ({
    host,
    port,
    security,
    credentials: { kind: 'password', user: master, secret, authorizeAs: user },
    trustedHost: false,
  });

const graphServer = (system: System<'graph'>, { key, secret }: ForwardSystemProfile, tokens: AccessTokens) => {
  const { baseUrl, tokenUrl, clientId, scope } = system;
  const grant: OAuthGrant = {
    key: `forwarding/${key}`,
    kind: 'clientCredentials',
    tokenUrl,
    clientId,
    clientSecret: null,
    secret,
    scope: scope === '' ? null : scope,
    trusted: false,
    // Client credentials are never replaced.
    keepSecret: () => Promise.resolve(),
  };
  return (user: string): GraphServer => ({
    settings: { baseUrl, mailbox: user },
    accessToken: (refused) => tokens.accessToken(grant, refused),
    trustedHost: false,
  });
};

/** Joins what keeps users' rules, by kind of mail system. Hosts come by HTTP: the egress guard covers them. */
export const openForwardSystems = (
  { guard, clock, accessTokens }: ForwardingNeeds,
  options: ForwardingOptions = {},
): ForwardSystems => {
  const needs: GraphNeeds = { guard, clock, authorities: options.mailAuthorities ?? null, silenceMs };
  return {
    open: (profile) => {
      const { system, secret } = profile;
      return system.kind === 'sieve'
        ? createSieveRules(sieveServer(system, secret), needs)
        : createGraphRules(graphServer(system, profile, accessTokens), needs);
    },
  };
};
