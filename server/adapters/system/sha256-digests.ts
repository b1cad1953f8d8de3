import { createHash } from 'node:crypto';
import type { Digests } from '../../ports/ids.ts';

export const sha256Digests: Digests = {
  sha256: (content) => createHash('sha256').update(content).digest('hex'),
  challenge: (verifier) => createHash('sha256').update(verifier, 'ascii').digest('base64url'),
};
