/** Passwords are kept as salted slow hashes (OWASP: argon2id). */
export interface PasswordHasher {
  /** A text that holds algorithm, cost, salt and hash. */
  hash(password: string): Promise<string>;
  /** Whether the password belongs to the hash. Null is a login without password: it takes as long and answers false. */
  verify(password: string, hash: string | null): Promise<boolean>;
}
