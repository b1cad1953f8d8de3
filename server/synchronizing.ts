import { randomUUID } from 'node:crypto';
import { createDavRemote } from './adapters/dav/dav-remote.ts';
import type { SyncJobNeeds } from './jobs/synchronize-mailboxes.ts';
import type { EgressGuard } from './ports/egress-guard.ts';
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
  const sides = createDavRemote({ guard, authorities: mailAuthorities ?? null });
  return { remoteSides: synchronization?.sides?.(sides) ?? sides, syncOwner: randomUUID() };
};
