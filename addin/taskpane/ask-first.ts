import type { QueryClient } from '@tanstack/react-query';
import type { Parts } from '../api/parts.ts';
import { partiesOf } from '../features/people/parties-of.ts';
import { matchesQuery } from '../queries/people.ts';
import { trackingQuery } from '../queries/tracking.ts';

/**
 * Restores the sign-in and asks for what the first view of an open mail shows, before there is a view: the views find the
 * answers, or the questions on their way. Failures are left to the views, which ask again.
 */
export const askFirst = async ({ session, call, host }: Parts, queries: QueryClient): Promise<void> => {
  await session.start();
  const state = session.state();
  const item = host.readOpenItem();
  if (state.kind !== 'signedIn' || item?.kind !== 'message' || item.mode !== 'read') return;
  const api = { call, organizationId: state.membership.organization.id };
  const addresses = partiesOf(item).map(({ address }) => address);
  // Settled, whichever way: a view whose question failed asks it again, and says what happened.
  await Promise.allSettled([
    item.internetMessageId !== null && queries.query(trackingQuery(api, item.internetMessageId)),
    addresses.length > 0 && queries.query(matchesQuery(api, addresses)),
  ]);
};
