import type { Store } from '../../ports/store.ts';
import { missingOf } from './choose-profile.ts';

interface ListedProfile {
  readonly user: { readonly id: string; readonly name: string };
  readonly host: string;
  readonly approved: boolean;
  readonly missing: string | null;
}

/** Users with a server of their own, by name. */
export const listProfiles =
  ({ store }: { readonly store: Store }) =>
  (organizationId: string): Promise<ListedProfile[]> =>
    store.read(organizationId, async (read) => {
      const profiles = await read.sendingProfiles.listOfUsers();
      const listed = await Promise.all(
        profiles.map(async (profile) => {
          const user = await read.users.find(profile.owner.id);
          return {
            user: { id: profile.owner.id, name: user?.name ?? '' },
            host: profile.settings.host,
            approved: profile.approved,
            missing: missingOf(profile),
          };
        }),
      );
      return listed.toSorted((one, other) => one.user.name.localeCompare(other.user.name));
    });
