import type { MessageParts } from '#shared/contracts/promotions.ts';

/** Builds an RFC 5322 message from the parts a client could give (rungs `reconstructed` and `metadata`). */
export interface MessageBuilder {
  /** Refuses CR, LF and NUL in any header value with PermanentFailure `invalid_message`. */
  build(parts: MessageParts): Promise<Uint8Array>;
}
