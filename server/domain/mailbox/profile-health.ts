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
}

/** Y10: failures that began in this time count together; one alert is enough for so long. */
export const profileWindowMs = 3_600_000;

const fails = ({ state, since }: ProfileMember, now: Instant): boolean =>
  (state === 'failing' || state === 'stopped') && now - since <= profileWindowMs;

/**
 * Y10: the profiles of which more than half began to fail within the last hour, by name. A single connection is no
 * profile: its owner sees how it goes.
 */
export const failingProfiles = (members: readonly ProfileMember[], now: Instant): FailingProfile[] => {
  const counts = new Map<string, { failing: number; of: number }>();
  for (const member of members.filter(({ enabled }) => enabled)) {
    const count = counts.get(member.profile) ?? { failing: 0, of: 0 };
    counts.set(member.profile, { failing: count.failing + (fails(member, now) ? 1 : 0), of: count.of + 1 });
  }
  return [...counts]
    .filter(([, { failing, of }]) => of > 1 && failing * 2 > of)
    .map(([profile, count]) => ({ profile, ...count }))
    .sort((one, other) => (one.profile < other.profile ? -1 : 1));
};
