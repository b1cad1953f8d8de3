import { addressKey } from '#shared/model/address.ts';
import type { IdentityProvider, PasswordProof } from '../../ports/identity-provider.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Store } from '../../ports/store.ts';

/** Accounts of this server: e-mail and password. A stranger's password is hashed too, so that time tells nothing. */
export const localIdentity = (store: Store, hasher: PasswordHasher): IdentityProvider<PasswordProof> => ({
  name: 'local',
  identify: async ({ email, password }) => {
    const key = addressKey(email);
    const login = key === null ? null : await store.system.logins.find(key);
    const matches = await hasher.verify(password, login?.passwordHash ?? null);
    if (login === null || !matches) return null;
    const memberships = await store.system.logins.memberships(login.id);
    return memberships.some(({ active }) => active) ? { loginId: login.id } : null;
  },
});
