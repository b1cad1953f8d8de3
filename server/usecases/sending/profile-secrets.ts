import type { SendingSecrets } from '../../domain/outbound/sending-settings.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { ProfileOwner, StoredSendingProfile } from '../../ports/sending-profile-store.ts';

type Field = keyof SendingSecrets;

/** What a sealed text belongs to: moved to another row it does not open. */
const placeOf = (organizationId: string, owner: ProfileOwner, field: Field): string =>
  `${organizationId}/sendingProfile/${owner.type}/${owner.id}/${field}`;

/** Seals a secret of this profile; null stays null. */
export const sealSecret = (
  box: SecretBox,
  organizationId: string,
  owner: ProfileOwner,
  [field, secret]: readonly [Field, string | null],
): string | null => (secret === null ? null : box.seal(placeOf(organizationId, owner, field), secret));

/** Opens both. Throws PermanentFailure `secret_unreadable`. */
export const openSecretsOf = (
  box: SecretBox,
  organizationId: string,
  profile: StoredSendingProfile,
): SendingSecrets => {
  const open = (field: Field, sealed: string | null): string | null =>
    sealed === null ? null : box.open(placeOf(organizationId, profile.owner, field), sealed);
  return {
    secret: open('secret', profile.sealedSecret),
    clientSecret: open('clientSecret', profile.sealedClientSecret),
  };
};
