/** What a MAC speaks of; one for another purpose does not verify. */
export type SignedPurpose = 'token' | 'ownMail' | 'returnPath' | 'addressCode' | 'codeMail';

/**
 * Keyed MACs with a key per organization (HMAC-SHA-256, RFC 2104), cut to 65 bits in 13 characters of base 32.
 * `verify` takes the same time whatever it finds.
 */
export interface TokenSigner {
  sign(organizationId: string, purpose: SignedPurpose, text: string): string;
  verify(
    organizationId: string,
    purpose: SignedPurpose,
    signed: { readonly text: string; readonly mac: string },
  ): boolean;
}
