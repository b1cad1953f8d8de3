import { writeReturnPath } from '../../domain/mail/return-path.ts';
import type { ReturnPaths } from '../../ports/return-paths.ts';
import type { Store } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';

/** S8, S12: below the mailbox that the organization names for reports; null where it names none. */
export const signedReturnPaths = (needs: { readonly store: Store; readonly signer: TokenSigner }): ReturnPaths => ({
  of: async (organizationId, emailId) => {
    const settings = await needs.store.read(organizationId, (read) => read.organization.settings());
    if (settings.bounceMailbox === null) return null;
    const mac = needs.signer.sign(organizationId, 'returnPath', emailId);
    return writeReturnPath(settings.bounceMailbox, { emailId, mac });
  },
});
