import { syncOffers } from '#shared/model/sync-offers.ts';
import type { SyncAccount, SyncKind } from '../../queries/synchronization.ts';

type Protocol = SyncAccount['protocol'];

const protocols = Object.keys(syncOffers) as Protocol[];

/** What servers of the protocol are synchronized with. */
export const kindsOf = (protocol: Protocol): readonly SyncKind[] => syncOffers[protocol];

/** What any server is synchronized with. */
export const offeredKinds: readonly SyncKind[] = [...new Set(protocols.flatMap(kindsOf))];
