import express, { type RequestHandler } from 'express';
import type { Store } from '../ports/store.ts';
import { Refusal } from '../usecases/refusal.ts';
import type { Authenticate } from './actor.ts';

/** Ordinary calls are small; a promotion or an e-mail may carry a message. */
const ordinaryBytes = 1024 * 1024;
const batchBytes = 16 * 1024 * 1024;
/** No organization's limit is below this (contracts/settings.ts), so what declares less needs no look at the setting. */
const smallestLimit = 1_048_576;
/** Base64 makes four bytes of three, and JSON stands around it. */
const partsFactor = 1.4;

const carriesMessage = /^\/(promotions|router\/(check|deliver)|emails)\b/;
const carriesBatch = /^\/records\/[^/]+\/batch$/;

const parsers = new Map<string, RequestHandler>();
const parser = (kind: 'json' | 'message', limit: number): RequestHandler => {
  const key = `${kind} ${limit}`;
  const known = parsers.get(key);
  if (known !== undefined) return known;
  const made =
    kind === 'json'
      ? express.json({ limit, strict: true, type: ['application/json', 'application/*+json'] })
      : express.raw({ limit, type: 'message/rfc822' });
  parsers.set(key, made);
  return made;
};

/**
 * Bodies are read only as far as they may be large: a stranger is refused before the first byte, and a message over
 * the organization's limit is answered 413 from its Content-Length or as soon as it grows too large.
 */
export const readBody =
  (store: Store, authenticate: Authenticate): RequestHandler =>
  async (request, response, next) => {
    if (!carriesMessage.test(request.path)) {
      const limit = carriesBatch.test(request.path) ? batchBytes : ordinaryBytes;
      parser('json', limit)(request, response, next);
      return;
    }
    const actor = await authenticate(request);
    const kind = request.is('message/rfc822') === false ? 'json' : 'message';
    if (Number(request.get('content-length')) <= smallestLimit) {
      parser(kind, smallestLimit)(request, response, next);
      return;
    }
    const settings = await store.read(actor.organizationId, (read) => read.organization.settings());
    const factor = kind === 'json' ? partsFactor : 1;
    const limit = Math.ceil(settings.messageLimitBytes * factor);
    // The parser would read a declared body to its end before it says no.
    if (Number(request.get('content-length')) > limit) {
      response.set('Connection', 'close');
      throw new Refusal('message_too_large', 'The body is over the limit; nothing was stored.');
    }
    parser(kind, limit)(request, response, next);
  };
