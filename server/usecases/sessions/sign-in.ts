import { sessionLimits } from '#shared/contracts/session.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { IdentityProvider, PasswordProof, ProvenIdentity } from '../../ports/identity-provider.ts';
import type { Ids } from '../../ports/ids.ts';
import { Refusal } from '../refusal.ts';
import { throttle, type ThrottleNeeds } from './throttle.ts';

export interface SignInNeeds extends ThrottleNeeds {
  readonly ids: Ids;
}

/** A single-use code for a proven identity, good for a minute and for whoever knows the verifier of the challenge. */
const issueCode =
  ({ store, ids, digests, clock }: SignInNeeds) =>
  async ({ loginId }: ProvenIdentity, challenge: string): Promise<string> => {
    const code = ids.secret();
    const now = clock.now();
    await store.system.transact(async ({ sessions }) => {
      await sessions.purge(now);
      await sessions.addCode({
        codeHash: digests.sha256(code),
        loginId,
        challenge,
        expiresAt: (now + sessionLimits.codeLifetimeMs) as Instant,
      });
    });
    return code;
  };

/** Sign-in, first half (RFC 7636 section 4.4). One sentence for a wrong password and for nobody of that address. */
export const signIn =
  (needs: SignInNeeds, provider: IdentityProvider<PasswordProof>) =>
  async (
    proof: PasswordProof,
    { challenge, clientAddress }: { readonly challenge: string; readonly clientAddress: string },
  ): Promise<{ readonly code: string }> => {
    const attempt = { email: proof.email, clientAddress };
    await throttle(needs).count(attempt);
    const identity = await provider.identify(proof);
    if (identity === null)
      throw new Refusal('wrong_credentials', 'E-mail or password is wrong, or the account may not sign in.');
    await throttle(needs).succeeded(attempt);
    return { code: await issueCode(needs)(identity, challenge) };
  };
