import type { Instant } from '#shared/model/instant.ts';
import { type FailingProfile, failingProfiles, profileWindowMs } from '../../domain/mailbox/profile-health.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { allConnections } from './all-connections.ts';

interface WatchNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const tell = async ({ ids }: WatchNeeds, tx: StoreWrite, found: FailingProfile, at: Instant): Promise<void> => {
  const { profile, failing, of } = found;
  const last = await tx.alerts.lastTold('profileFailing', profile);
  if (last !== null && at - last < profileWindowMs) return;
  await tx.alerts.tell({
    id: ids.next(),
    userId: null,
    kind: 'profileFailing',
    subjectId: profile,
    words: `${failing} of ${of} connections to ${profile} began to fail within an hour. What the server said stands under Connections.`,
    at,
  });
};

/**
 * Y10: tells administrators once an hour at most when more than half of what is connected to one server began to fail
 * within an hour. What an Outlook synchronizes goes by itself, whatever our server can reach.
 */
export const watchProfiles =
  (needs: WatchNeeds) =>
  async (organizationId: string): Promise<void> => {
    const now = needs.clock.now();
    const found = await needs.store.read(organizationId, async (read) => {
      const connections = (await allConnections(read)).filter(({ runsIn }) => runsIn === 'server');
      return failingProfiles(
        connections.map(({ server: profile, enabled, state, since }) => ({ profile, enabled, state, since })),
        now,
      );
    });
    if (found.length === 0) return;
    await needs.store.transact(organizationId, async (tx) => {
      for (const one of found) await tell(needs, tx, one, now);
    });
  };
