import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { sendProblem } from './problem.ts';

const windowMs = 10 * 60_000;
/** Room for an office behind one address that renews its sign-ins; far too little for guessing. */
const requestsPerWindow = 1_200;

/**
 * Bounds what one client address may ask of the session calls of this process. An address of IPv6 stands for its network,
 * because one household has more of them than a limit can count.
 */
export const sessionRateLimit = (): RequestHandler =>
  rateLimit({
    windowMs,
    limit: requestsPerWindow,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: clientAddress,
    handler: (_request, response) => {
      response.setHeader('Retry-After', String(windowMs / 1000));
      sendProblem(response, 'too_many_attempts', { detail: 'Too many sign-in requests from here; try again later.' });
    },
  });

/** The connection's address as attempts are counted by it; headers count only from a proxy that the settings trust. */
export const clientAddress = (request: Request): string =>
  request.ip === undefined ? 'unknown' : ipKeyGenerator(request.ip);
