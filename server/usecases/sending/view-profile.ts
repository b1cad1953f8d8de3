import type { SendingProfileAnswer, SendingProfileView } from '#shared/contracts/sending.ts';
import { toWire } from '#shared/model/instant.ts';
import type { ProfileOwner, StoredSendingProfile } from '../../ports/sending-profile-store.ts';
import { type ChooseProfileNeeds, findProfile, missingOf } from './choose-profile.ts';

/** Everything but the secrets. */
export const viewOf = (profile: StoredSendingProfile): SendingProfileView => ({
  ...profile.settings,
  hasSecret: profile.sealedSecret !== null,
  hasClientSecret: profile.sealedClientSecret !== null,
  approved: profile.approved,
  test:
    profile.test === null
      ? null
      : { passed: profile.test.passed, at: toWire(profile.test.at), steps: [...profile.test.steps] },
  missing: missingOf(profile),
});

/** The settings of an owner, and through which ones their mail leaves now. */
export const viewProfile =
  (needs: ChooseProfileNeeds) =>
  async (organizationId: string, owner: ProfileOwner): Promise<SendingProfileAnswer> => {
    const stored = await needs.store.read(organizationId, (read) => read.sendingProfiles.find(owner));
    const sender = owner.type === 'user' ? { type: 'user', id: owner.id } : { type: 'organization', id: owner.id };
    const { uses } = await findProfile(needs)(organizationId, sender);
    return { profile: stored === null ? null : viewOf(stored), uses };
  };
