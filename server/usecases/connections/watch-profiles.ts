import type { Instant } from '#shared/model/instant.ts';
import { type FailingProfile, failingProfiles, profileWindowMs } from '../../domain/mailbox/profile-health.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { allConnections } from './all-connections.ts';

interface WatchNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const alertOf = ({ profile, failing, of }: FailingProfile) =>
  ({
    userId: null,
    kind: 'profileFailing',
    subjectId: profile,
    words: `${failing} of ${of} connections to ${profile} fail. What the server said stands under Connections.`,
  }) as const;

/** Told once while some of it fails since then; what comes and goes is told once an hour. */
const isNews = ({ since }: FailingProfile, last: Instant | null, now: Instant): boolean =>
  last === null || (since > last && now - last >= profileWindowMs);

interface Watched {
  readonly told: readonly FailingProfile[];
  readonly over: readonly string[];
}

const watchedIn = async (read: StoreRead, now: Instant): Promise<Watched> => {
  // What an Outlook synchronizes goes by itself, whatever our server can reach.
  const connections = (await allConnections(read)).filter(({ runsIn }) => runsIn === 'server');
  const members = connections.map(({ server: profile, enabled, state, since }) => ({ profile, enabled, state, since }));
  const failing = new Map(failingProfiles(members, now).map((found) => [found.profile, found]));
  const [told, over]: [FailingProfile[], string[]] = [[], []];
  for (const profile of new Set(members.map((member) => member.profile))) {
    const found = failing.get(profile);
    const last = await read.alerts.lastTold('profileFailing', profile);
    if (found !== undefined && isNews(found, last, now)) told.push(found);
    if (found === undefined && last !== null && now - last >= profileWindowMs) over.push(profile);
  }
  return { told, over };
};

/** Y10: tells administrators when more than half of what is connected to one server failed within an hour. */
export const watchProfiles =
  ({ store, clock, ids }: WatchNeeds) =>
  async (organizationId: string): Promise<void> => {
    const at = clock.now();
    const { told, over } = await store.read(organizationId, (read) => watchedIn(read, at));
    if (told.length + over.length === 0) return;
    await store.transact(organizationId, async (tx) => {
      for (const found of told) await tx.alerts.tell({ id: ids.next(), ...alertOf(found), at });
      for (const profile of over) await tx.alerts.drop('profileFailing', profile);
    });
  };
