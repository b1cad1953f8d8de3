import { createHash } from 'node:crypto';
import type { Digests } from '../../ports/ids.ts';

export const sha256Digests: Digests = { sha256: (content) => createHash('sha256').update(content).digest('hex') };
