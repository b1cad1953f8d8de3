/** Chance, as a port. Ids are time-ordered (UUID version 7, RFC 9562 section 5.7); secrets are 256 random bits. */
export interface Ids {
  next(): string;
  /** 43 base64url characters. */
  secret(): string;
}

/** One-way functions the use cases need; the algorithm is the adapter's. */
export interface Digests {
  /** SHA-256, lower-case hex. */
  sha256(content: string | Uint8Array): string;
  /** The S256 code challenge of a verifier (RFC 7636 section 4.2), base64url. */
  challenge(verifier: string): string;
}
