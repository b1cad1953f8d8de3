import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../ports/password-hasher.ts';

/** OWASP Password Storage: argon2id (the library's default) with 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password nobody has, of the same cost: a stranger's attempt takes as long as a wrong password. */
let decoy: Promise<string> | null = null;

export const argon2Hasher: PasswordHasher = {
  hash: (password) => hash(password.normalize('NFC'), cost),
  verify: async (password, stored) => {
    decoy ??= hash('no such login', cost);
    const matches = await verify(stored ?? (await decoy), password.normalize('NFC'));
    return stored !== null && matches;
  },
};
