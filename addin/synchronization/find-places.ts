import { graphKinds } from '#shared/graph/graph-kinds.ts';
import { GraphRefusal } from '#shared/graph/graph-refusal.ts';
import { syncOffers } from '#shared/model/sync-offers.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import { connectGraph, type GraphAccess } from './graph-connection.ts';

/** Where the mailbox has its own place for each kind; a kind that is not permitted is absent. */
export const findPlaces = async (
  graph: Omit<GraphAccess, 'beforeWriting'>,
  signal: AbortSignal,
): Promise<Partial<Record<SyncKind, string>>> => {
  const client = connectGraph({ ...graph, beforeWriting: () => Promise.resolve() });
  const places: Partial<Record<SyncKind, string>> = {};
  for (const kind of syncOffers.graph) {
    try {
      const place = await graphKinds[kind].usualPlace(client, signal);
      if (place !== null) places[kind] = place;
    } catch (error) {
      if (!(error instanceof GraphRefusal && error.status === 403)) throw error;
    }
  }
  return places;
};
