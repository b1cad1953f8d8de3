import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Clock } from '../ports/clock.ts';
import type { Digests } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { createAuthenticate } from './actor.ts';
import { readBody } from './body.ts';
import { sendProblem, problemHandler } from './problem.ts';
import { sessionRateLimit } from './session-rate-limit.ts';
import { createRoutes, type RouteMaker } from './route.ts';

export interface HttpNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly log: Log;
  readonly trustProxy: number | readonly string[];
  /** Adds the calls below /api/v1. */
  readonly addRoutes: (route: RouteMaker) => void;
  /** Pages, manifest, health: what stands beside the interface. */
  readonly pages: readonly Router[];
}

const protect = helmet({
  contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false },
  crossOriginResourcePolicy: { policy: 'same-origin' },
});

/** What helmet sets is the same for every answer, so it is asked once. */
const protectingHeaders = (): ReadonlyMap<string, string> => {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  protect(request, response, (error?: unknown) => {
    if (error instanceof Error) throw error;
  });
  return new Map(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
};

/** The interface below /api/v1: never cached, never framed, never sniffed. */
const apiHeaders = (): RequestHandler => {
  const headers = new Map([...protectingHeaders(), ['cache-control', 'no-store']]);
  return (_request, response, next) => {
    response.setHeaders(headers);
    next();
  };
};

/** Express with our doors: bearer tokens only, no cookies, problems for every error. */
export const createHttpServer = (needs: HttpNeeds): Express => {
  const server = express();
  server.disable('x-powered-by');
  server.disable('etag');
  server.set('trust proxy', needs.trustProxy);
  server.set('query parser', 'simple');
  for (const page of needs.pages) server.use(page);
  const api = express.Router();
  api.use(apiHeaders());
  api.use('/session', sessionRateLimit());
  const authenticate = createAuthenticate(needs);
  api.use(readBody(needs.store, authenticate));
  needs.addRoutes(createRoutes(api, authenticate));
  server.use('/api/v1', api);
  server.use((request, response) => {
    sendProblem(response, 'not_found', { detail: `There is nothing at this address for ${request.method}.` });
  });
  server.use(problemHandler(needs.log));
  return server;
};
