import type { Instant } from '#shared/model/instant.ts';

/** A connection beside others of its server, as far as it tells how that one is. */
export interface ProfileMember {
  /** Host of the server: connections with the same one are one profile. */
  readonly profile: string;
  readonly enabled: boolean;
  readonly state: 'new' | 'working' | 'failing' | 'asking' | 'stopped';
  readonly since: Instant;
}

export interface FailingProfile {
  readonly profile: string;
  readonly failing: number;
  readonly of: number;
  /** When the first of those that fail began to. */
  readonly since: Instant;
}

/** Y10: what stopped within this time counts; one alert is enough for so long. */
export const profileWindowMs = 3_600_000;

/** What fails is tried at least hourly, whenever that began; what stopped longer ago is no sign of a trouble of the day. */
const fails = ({ state, since }: ProfileMember, now: Instant): boolean =>
  state === 'failing' || (state === 'stopped' && now - since <= profileWindowMs);

/**
 * Y10: the profiles of which more than half failed within the last hour, by name. A single connection is no profile: its
 * owner sees how it goes.
 */
export const failingProfiles = (members: readonly ProfileMember[], now: Instant): FailingProfile[] => {
  const counts = new Map<string, { failing: number; of: number; since: Instant }>();
  for (const member of members.filter(({ enabled }) => enabled)) {
    const count = counts.get(member.profile) ?? { failing: 0, of: 0, since: now };
    counts.set(member.profile, count);
    count.of += 1;
    if (!fails(member, now)) continue;
    count.failing += 1;
    if (member.since < count.since) count.since = member.since;
  }
  return [...counts]
    .filter(([, { failing, of }]) => of > 1 && failing * 2 > of)
    .map(([profile, count]) => ({ profile, ...count }))
    .sort((one, other) => (one.profile < other.profile ? -1 : 1));
};
