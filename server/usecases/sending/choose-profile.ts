import type { RecordRef } from '#shared/model/record-ref.ts';
import { missingStep } from '../../domain/outbound/sending-settings.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { SendingProfile } from '../../ports/mail-transport.ts';
import type { ProfileOwner, StoredSendingProfile } from '../../ports/sending-profile-store.ts';
import type { SentCopyTarget } from '../../ports/sent-copies.ts';
import type { SendingChoice, SendingProfiles } from '../../ports/sending-profiles.ts';
import { methodInstead } from '../connections/insist-on-method.ts';
import { openProfile, type OpenProfileNeeds, profileId } from './open-profile.ts';

export interface ChooseProfileNeeds extends OpenProfileNeeds {
  /** SMTP_URL; null: organizations without a server of their own cannot send. */
  readonly installationProfile: SendingProfile | null;
  /** S16: where mail of demonstration organizations goes; null without a sandbox. */
  readonly sandboxProfile: SendingProfile | null;
}

/** Where a sender's mail leaves, before secrets are opened. */
export type ProfileFound =
  | { readonly uses: 'own' | 'organization'; readonly stored: StoredSendingProfile }
  | { readonly uses: 'installation' | 'sandbox'; readonly profile: SendingProfile }
  | { readonly uses: 'nothing' };

const nothing: SendingChoice = {
  kind: 'notReady',
  missing: 'No server sends mail of this organization yet; an administrator sets one under Sending.',
};

/**
 * S10, S16: a demonstration uses the sandbox and nothing else; else the sender's own server, the organization's, the
 * installation's, in this order.
 */
export const findProfile =
  ({ store, installationProfile, sandboxProfile }: ChooseProfileNeeds) =>
  async (organizationId: string, sender: RecordRef): Promise<ProfileFound> => {
    const organization = await store.system.organizations.find(organizationId);
    if (organization?.id === organizationId && organization.demonstration) {
      return sandboxProfile === null ? { uses: 'nothing' } : { uses: 'sandbox', profile: sandboxProfile };
    }
    const owners: readonly ProfileOwner[] = [
      ...(sender.type === 'user' ? [{ type: 'user' as const, id: sender.id }] : []),
      { type: 'organization', id: organizationId },
    ];
    const [stored] = await store.read(organizationId, async (read) => {
      const found = await Promise.all(owners.map((owner) => read.sendingProfiles.find(owner)));
      return found.filter((one) => one !== null);
    });
    if (stored !== undefined) return { uses: stored.owner.type === 'user' ? 'own' : 'organization', stored };
    return installationProfile === null ? { uses: 'nothing' } : { uses: 'installation', profile: installationProfile };
  };

const stateOf = ({ owner, approved, test }: StoredSendingProfile) => ({
  ownerType: owner.type,
  approved,
  tested: test?.passed === true,
});

/** S10: the missing step of stored settings, null when mail can leave. */
export const missingOf = (profile: StoredSendingProfile): string | null => missingStep(stateOf(profile));

/** S8: by the same user and secret as the mail itself. */
const sentCopyOf = ({ settings }: StoredSendingProfile, { credentials }: SendingProfile): SentCopyTarget | null => {
  const { sentCopy } = settings;
  return sentCopy === null || credentials === null ? null : { settings: sentCopy, credentials, trusted: false };
};

/** I7: who sends instead, where an administrator chose so for this user. */
const sentInstead = async ({ store }: ChooseProfileNeeds, organizationId: string, { type, id }: RecordRef) =>
  type === 'user'
    ? store.read(organizationId, (read) => methodInstead(read, id, { direction: 'outgoing', by: 'server' }))
    : null;

/** Read anew at every question: a change of settings is used from the next mail on. */
export const createSendingProfiles = (needs: ChooseProfileNeeds): SendingProfiles => {
  const find = findProfile(needs);
  const ready = (organizationId: string, stored: StoredSendingProfile): SendingChoice => {
    const missing = missingOf(stored);
    if (missing !== null) return { kind: 'notReady', missing };
    try {
      const profile = openProfile(needs, organizationId, stored);
      const sentCopy = sentCopyOf(stored, profile);
      return { kind: 'ready', id: profileId(organizationId, stored), profile, sandbox: false, sentCopy };
    } catch (error) {
      if (!(error instanceof PermanentFailure)) throw error;
      return { kind: 'notReady', missing: error.message };
    }
  };
  return {
    choose: async (organizationId, sender) => {
      const instead = await sentInstead(needs, organizationId, sender);
      if (instead !== null) return { kind: 'notReady', missing: instead };
      const found = await find(organizationId, sender);
      switch (found.uses) {
        case 'own':
        case 'organization':
          return ready(organizationId, found.stored);
        case 'installation':
        case 'sandbox':
          return {
            kind: 'ready',
            id: found.uses,
            profile: found.profile,
            sandbox: found.uses === 'sandbox',
            sentCopy: null,
          };
        case 'nothing':
          return nothing;
      }
    },
  };
};
