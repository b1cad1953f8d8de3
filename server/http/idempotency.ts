import type { Request } from 'express';
import type { Digests } from '../ports/ids.ts';
import { Refusal } from '../usecases/refusal.ts';

const longestKey = 255;

/** The header `Idempotency-Key` with the hash of the request it came with; null without one. */
export const idempotencyOf = (
  request: Request,
  digests: Digests,
): { readonly key: string; readonly requestSha256: string } | null => {
  const key = request.get('idempotency-key');
  if (key === undefined || key === '') return null;
  if (key.length > longestKey)
    throw new Refusal('invalid_request', `Idempotency-Key: at most ${longestKey} characters.`);
  const body = request.body instanceof Uint8Array ? digests.sha256(request.body) : JSON.stringify(request.body);
  return { key, requestSha256: digests.sha256(JSON.stringify([request.originalUrl, body])) };
};
