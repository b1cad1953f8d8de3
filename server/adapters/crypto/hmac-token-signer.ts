import { createHmac, timingSafeEqual } from 'node:crypto';
import { bytesToBase32 } from '../../domain/tokens/base32.ts';
import { signedLengths } from '../../domain/tokens/token-text.ts';
import type { SignedPurpose, TokenSigner } from '../../ports/token-signer.ts';

/** `derive` gives a key per purpose from the installation's own. */
export const createTokenSigner = (derive: (purpose: string) => Uint8Array): TokenSigner => {
  const keys = new Map<string, Uint8Array>();
  const keyOf = (organizationId: string): Uint8Array => {
    const known = keys.get(organizationId);
    if (known !== undefined) return known;
    const key = derive(`tracking token of ${organizationId}`);
    keys.set(organizationId, key);
    return key;
  };
  const sign = (organizationId: string, purpose: SignedPurpose, text: string): string =>
    bytesToBase32(
      createHmac('sha256', keyOf(organizationId)).update(`${purpose}\n${text}`).digest(),
      signedLengths.mac,
    );
  return {
    sign,
    verify: (organizationId, purpose, { text, mac }) => {
      const right = Buffer.from(sign(organizationId, purpose, text));
      const given = Buffer.from(mac);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
};
