/** Proof Key for Code Exchange (RFC 7636): a secret of this page and its public half. */
export interface ProofKey {
  readonly verifier: string;
  readonly challenge: string;
}

/** A fresh verifier of 43 characters (256 bits) and its S256 challenge (sections 4.1 and 4.2). */
export const createProofKey = async (): Promise<ProofKey> => {
  const verifier = randomText();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(digest)) };
};

/** 256 random bits as base64url. */
export const randomText = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
