import { randomUUID } from 'node:crypto';
import { createDavRemote } from './adapters/dav/dav-remote.ts';
import { createGraphRemote } from './adapters/graph/items/graph-remote.ts';
import type { SyncJobNeeds } from './jobs/synchronize-mailboxes.ts';
import type { OAuthGrants } from './oauth-grants.ts';
import type { AccessTokens } from './ports/access-tokens.ts';
import type { Clock } from './ports/clock.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import type { SyncProtocol } from '#shared/model/synchronization.ts';
import type { GraphAccount, RemoteSides } from './ports/remote-sides.ts';

/** How mailboxes are synchronized; `sides` is replaced in tests that stand between us and a server. */
export interface SyncOptions extends Pick<SyncJobNeeds, 'leaseMs' | 'onSynchronized'> {
  readonly sides?: (sides: RemoteSides) => RemoteSides;
}

interface Options {
  /** Certificates that servers are judged by in place of the system's. */
  readonly mailAuthorities?: readonly string[];
  readonly synchronization?: SyncOptions;
}

interface Needs {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  readonly accessTokens: AccessTokens;
  readonly grants: OAuthGrants;
}

/** So long a server may say nothing. */
const silenceMs = 30_000;

const grantOf = ({ holder: id, user, signIn, secret, trustedHost, keepSecret }: GraphAccount, grants: OAuthGrants) =>
  grants({ id, secret, trustedHost, keepSecret }, { kind: 'oauth', user, ...signIn });

/** Joins what speaks with address books of people, on their servers (Y1), and names this process among others. */
export const openRemoteSides = (
  { mailAuthorities, synchronization }: Options,
  { guard, clock, accessTokens, grants }: Needs,
): { readonly remoteSides: RemoteSides; readonly syncOwner: string } => {
  const authorities = mailAuthorities ?? null;
  const speaks: Readonly<Record<SyncProtocol, RemoteSides>> = {
    dav: createDavRemote({ guard, clock, authorities }),
    graph: createGraphRemote({
      guard,
      clock,
      authorities,
      silenceMs,
      tokensOf: (account) => {
        const grant = grantOf(account, grants);
        return (refused) => accessTokens.accessToken(grant, refused);
      },
    }),
  };
  const sides: RemoteSides = {
    open: (account, ...rest) => speaks[account.protocol].open(account, ...rest),
    test: (account, ...rest) => speaks[account.protocol].test(account, ...rest),
  };
  return { remoteSides: synchronization?.sides?.(sides) ?? sides, syncOwner: randomUUID() };
};
