import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { noticeLimits } from '#shared/contracts/change-notices.ts';
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
const carriesNotices = /^\/change-notifications\/?$/i;

const jsonLimit = (path: string): number => {
  if (carriesNotices.test(path)) return noticeLimits.bytes;
  return carriesBatch.test(path) ? batchBytes : ordinaryBytes;
};

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

/** So much of what a refused caller goes on sending is thrown away, so that the answer reaches them; then it is cut off. */
const thrownAwayBytes = 1024 * 1024;

/** The body is a message itself, which its route reads. */
export const isMessage = (request: Request): boolean =>
  request.headers['content-type'] === 'message/rfc822' || request.is('message/rfc822') !== false;

/** Nobody waits for the end of a body that is too large: the refusal goes out when the limit is crossed. */
const refuseBeyond = (limit: number, { request, next }: Exchange): (() => boolean) => {
  let received = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > limit && !refused) {
      refused = true;
      next(tooLarge());
    }
    if (received > limit + thrownAwayBytes) request.socket.destroy();
  });
  return () => refused;
};

interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly next: NextFunction;
}

const tooLarge = () => new Refusal('message_too_large', 'The body is over the limit; nothing was stored.');
const cutOff = () => new Refusal('invalid_request', 'The connection ended before the body; nothing was stored.');

/** A message as it comes, not compressed: the parser's detours cost as much as storing it. */
const readAsIs = (limit: number, { request, next }: Exchange): void => {
  const chunks: Buffer[] = [];
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    const before = received;
    received += chunk.length;
    if (received <= limit) chunks.push(chunk);
    else if (before <= limit) next(tooLarge());
    if (received > limit + thrownAwayBytes) request.socket.destroy();
  });
  request.once('end', () => {
    if (received > limit) return;
    const [only, another] = chunks;
    request.body = only !== undefined && another === undefined ? only : Buffer.concat(chunks);
    next();
  });
  request.once('error', () => {
    if (received <= limit) next(cutOff());
  });
};

const readUpTo = (kind: 'json' | 'message', limit: number, exchange: Exchange): void => {
  const { request, response, next } = exchange;
  // The parser would read a declared body to its end before it says no.
  if (Number(request.get('content-length')) > limit) {
    response.set('Connection', 'close');
    throw tooLarge();
  }
  if (kind === 'message' && request.headers['content-encoding'] === undefined) {
    readAsIs(limit, exchange);
    return;
  }
  const isRefused = refuseBeyond(limit, exchange);
  parser(kind, limit)(request, response, (error?: unknown) => {
    if (!isRefused()) next(error);
  });
};

/**
 * Bodies are read only as far as they may be large: a stranger is refused before the first byte, and a body over its
 * limit (a message over the organization's) is answered 413 from its Content-Length or as soon as it grows too large.
 */
export const readBody =
  (store: Store, authenticate: Authenticate): RequestHandler =>
  async (request, response, next) => {
    const exchange = { request, response, next };
    if (!carriesMessage.test(request.path)) {
      readUpTo('json', jsonLimit(request.path), exchange);
      return;
    }
    const actor = await authenticate(request);
    const kind = isMessage(request) ? 'message' : 'json';
    if (Number(request.get('content-length')) <= smallestLimit) {
      readUpTo(kind, smallestLimit, exchange);
      return;
    }
    const settings = await store.read(actor.organizationId, (read) => read.organization.settings());
    const factor = kind === 'json' ? partsFactor : 1;
    readUpTo(kind, Math.ceil(settings.messageLimitBytes * factor), exchange);
  };
