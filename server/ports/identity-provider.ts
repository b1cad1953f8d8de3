/** A person whose identity is proved; the login is the one they have here. */
export interface ProvenIdentity {
  readonly loginId: string;
}

/**
 * Says who somebody is. Whatever the provider, sign-in goes on the same way: a proven identity gets a single-use code
 * bound to the caller's challenge, and nothing behind that code knows how the identity was proved.
 */
export interface IdentityProvider<Proof> {
  readonly name: string;
  /** Null: not proved. It takes as long for a stranger as for somebody known. */
  identify(proof: Proof): Promise<ProvenIdentity | null>;
}

/** What a person types for an account of this server. */
export interface PasswordProof {
  readonly email: string;
  readonly password: string;
}
