import type { SendingProfile } from '../../ports/mail-transport.ts';
import type { AccessTokens, OAuthGrant } from '../../ports/access-tokens.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { StoredSendingProfile } from '../../ports/sending-profile-store.ts';
import type { Store } from '../../ports/store.ts';
import { openSecretsOf, sealSecret } from './profile-secrets.ts';

export interface OpenProfileNeeds {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly accessTokens: AccessTokens;
}

/** Which settings these are, whatever their values. */
export const profileId = (organizationId: string, { owner }: StoredSendingProfile): string =>
  `${organizationId}/${owner.type}/${owner.id}`;

const grantOf = (needs: OpenProfileNeeds, organizationId: string, profile: StoredSendingProfile): OAuthGrant | null => {
  const { settings, owner, version } = profile;
  if (settings.oauth2 === null) return null;
  const { secret, clientSecret } = openSecretsOf(needs.secretBox, organizationId, profile);
  const { grant, tokenUrl, clientId, scope } = settings.oauth2;
  return {
    key: `${profileId(organizationId, profile)}#${version}`,
    kind: grant,
    tokenUrl,
    clientId,
    clientSecret,
    secret: secret ?? '',
    scope,
    trusted: false,
    keepSecret: async (refreshToken) => {
      const sealed = sealSecret(needs.secretBox, organizationId, owner, ['secret', refreshToken]);
      await needs.store.transact(organizationId, (tx) => tx.sendingProfiles.saveSecret(owner, version, sealed ?? ''));
    },
  };
};

const credentialsOf = (
  needs: OpenProfileNeeds,
  organizationId: string,
  profile: StoredSendingProfile,
): SendingProfile['credentials'] => {
  const { signIn, user } = profile.settings;
  if (signIn === 'none' || user === null) return null;
  if (signIn === 'password') {
    const { secret } = openSecretsOf(needs.secretBox, organizationId, profile);
    return { kind: 'password', user, secret: secret ?? '' };
  }
  const grant = grantOf(needs, organizationId, profile);
  if (grant === null) return null;
  return { kind: 'xoauth2', user, accessToken: (refused) => needs.accessTokens.accessToken(grant, refused) };
};

/** Stored settings as the transport takes them. Throws PermanentFailure `secret_unreadable`. */
export const openProfile = (
  needs: OpenProfileNeeds,
  organizationId: string,
  profile: StoredSendingProfile,
): SendingProfile => {
  const { host, port, tls } = profile.settings;
  const key = `${profileId(organizationId, profile)}#${profile.version}`;
  return { key, host, port, tls, credentials: credentialsOf(needs, organizationId, profile), trusted: false };
};
