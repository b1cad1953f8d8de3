import type { DeviceDescription, TokenAnswer } from '#shared/contracts/session.ts';
import { ApiError } from './api-error.ts';
import type { AuthProvider, Credentials } from './auth-provider.ts';
import { type Exclusively, exclusivelyUnder } from './exclusively.ts';
import { createProofKey } from './pkce.ts';
import type { ProfileStore } from './profile-store.ts';
import type { Call } from './transport.ts';

export interface LocalAuthNeeds {
  readonly transport: Call;
  readonly profile: ProfileStore;
  /** How this Outlook describes itself; needed to sign in, not to restore. */
  readonly device?: Omit<DeviceDescription, 'id'>;
  /** Opens the sign-in window and gives its single-use code; absent where there are no windows. */
  readonly askInDialog?: ((challenge: string) => Promise<string>) | undefined;
  /** Runs one at a time among all pages of this profile (they share the refresh token). */
  readonly exclusively: Exclusively;
}

/** Accounts of our own server: code with PKCE, then a rotating refresh token that this profile keeps. */
export const createLocalAuth = (needs: LocalAuthNeeds): AuthProvider => {
  const { transport, profile, device, askInDialog, exclusively } = needs;

  const keep = (answer: TokenAnswer): TokenAnswer => {
    profile.write('refresh-token', answer.refreshToken);
    profile.write('device', answer.device.id);
    return answer;
  };

  const codeFor = async (challenge: string, credentials: Credentials | null): Promise<string> => {
    if (credentials) return (await transport('authorize', { body: { ...credentials, challenge } })).code;
    if (!askInDialog) throw new Error('there is no sign-in window here; ask for the password in the page');
    return askInDialog(challenge);
  };

  return {
    way: askInDialog ? 'dialog' : 'form',
    async signIn(credentials) {
      if (!device) throw new Error('signing in needs a description of this Outlook');
      const { verifier, challenge } = await createProofKey();
      const code = await codeFor(challenge, credentials);
      const id = profile.read('device');
      return keep(
        await transport('exchangeCode', { body: { code, verifier, device: id ? { ...device, id } : device } }),
      );
    },
    restore: () =>
      exclusively(async () => {
        const refreshToken = profile.read('refresh-token');
        if (!refreshToken) return null;
        try {
          return keep(await transport('refreshSession', { body: { refreshToken } }));
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'invalid_grant') throw error;
          profile.write('refresh-token', null);
          return null;
        }
      }),
    signOut: () => profile.write('refresh-token', null),
  };
};

/** The lock of the refresh token that all pages of this profile share. */
export const exclusivelyIn = (partition: string): Exclusively => exclusivelyUnder(`${partition}correspond.refresh`);
