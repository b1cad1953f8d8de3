/** Bytes by their SHA-256, stored once per organization however often they are referred to. */
export interface ContentStoreRead {
  /** Null when the organization has no such content. */
  read(sha256: string): Promise<Uint8Array | null>;
  /** Those that the organization has; the caller sees to it that memory holds them all. */
  readMany(sha256s: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

export interface ContentStoreWrite extends ContentStoreRead {
  /** Stores what is new and counts one more reference to each. */
  keep(contents: readonly { readonly sha256: string; readonly bytes: Uint8Array }[]): Promise<void>;
  /** Counts one reference less; bytes without references are gone after commit. */
  release(sha256s: readonly string[]): Promise<void>;
}
