import { randomUUID } from 'node:crypto';
import { createDavRemote } from './adapters/dav/dav-remote.ts';
import type { SyncJobNeeds } from './jobs/synchronize-mailboxes.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
import type { SyncProtocol } from '#shared/model/synchronization.ts';
import type { RemoteSides } from './ports/remote-sides.ts';

/** How mailboxes are synchronized; `sides` is replaced in tests that stand between us and a server. */
export interface SyncOptions extends Pick<SyncJobNeeds, 'leaseMs' | 'onSynchronized'> {
  readonly sides?: (sides: RemoteSides) => RemoteSides;
}

interface Options {
  /** Certificates that servers are judged by in place of the system's. */
  readonly mailAuthorities?: readonly string[];
  readonly synchronization?: SyncOptions;
}

/** Joins what speaks with address books of people, on their servers (Y1), and names this process among others. */
export const openRemoteSides = (
  { mailAuthorities, synchronization }: Options,
  { guard }: { readonly guard: EgressGuard },
): { readonly remoteSides: RemoteSides; readonly syncOwner: string } => {
  const speaks: Readonly<Record<SyncProtocol, RemoteSides>> = {
    dav: createDavRemote({ guard, authorities: mailAuthorities ?? null }),
  };
  const sides: RemoteSides = {
    open: (account, ...rest) => speaks[account.protocol].open(account, ...rest),
    test: (account, ...rest) => speaks[account.protocol].test(account, ...rest),
  };
  return { remoteSides: synchronization?.sides?.(sides) ?? sides, syncOwner: randomUUID() };
};
