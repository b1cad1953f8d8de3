import { createHash, hash } from 'node:crypto';
import type { Digests } from '../../ports/ids.ts';

export const sha256Digests: Digests = {
  sha256: (content) => hash('sha256', content, 'hex'),
  challenge: (verifier) => createHash('sha256').update(verifier, 'ascii').digest('base64url'),
};
