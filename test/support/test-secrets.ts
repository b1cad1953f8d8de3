import { createHash } from 'node:crypto';
import type { Secrets } from '../../server/config/secrets.ts';

/** The same in every process of a test: what one seals the other opens. */
export const testSecrets: Secrets = {
  derive: (purpose) => new Uint8Array(createHash('sha256').update(`test ${purpose}`).digest()),
};
