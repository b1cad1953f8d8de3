import { join } from 'node:path';
import express from 'express';
import { arrivalRoutes } from './sandbox/arrival-routes.ts';
import { departureRoutes } from './sandbox/departure-routes.ts';
import { type NestedSignIn, nestedSignInRoutes } from './nested-sign-in.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

export interface SimulatorPlace {
  /** Origin of the add-in, as in https://localhost:3000. The simulator must run on the same host name with another port. */
  readonly addinUrl: string;
  /** Folder with mailbox.json and the .eml files it names; null begins with an empty mailbox. */
  readonly mailboxDirectory: string | null;
  /** The built simulator: dist/simulator. */
  readonly distDirectory: string;
  readonly panePath?: string;
  readonly commandsPath?: string;
  readonly eventsPath?: string;
  /** What the pane and its frame are called. */
  readonly name?: string;
  /** The manifest's functions; absent: no Track button, no send event. */
  readonly trackFunction?: string;
  readonly sendHandler?: string;
  readonly newMailHandler?: string;
  /** S16: what arrives there is shown, and what is sent goes there; absent: no mail comes or leaves. */
  readonly sandbox?: Sandbox;
  /** What it lends of its own sign-in; absent: it is an Outlook that lends none. */
  readonly nestedSignIn?: NestedSignIn;
}

/** Serves the simulated Outlook: its page, where the add-in is, and the mailbox it begins with. */
export function createSimulatorServer(place: SimulatorPlace): express.Express {
  const { distDirectory, mailboxDirectory, sandbox, nestedSignIn, ...addin } = place;
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', contentPolicy(new URL(addin.addinUrl).origin));
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-cache');
    next();
  });
  app.get('/simulator.json', (_request, response) => {
    response.json({ ...addin, sendsMail: sandbox !== undefined, lendsSignIn: nestedSignIn !== undefined });
  });
  app.use(mailboxDirectory === null ? emptyMailbox() : mailboxFrom(mailboxDirectory));
  if (nestedSignIn !== undefined) app.use(nestedSignInRoutes(nestedSignIn));
  if (sandbox !== undefined) app.use(arrivalRoutes(sandbox), departureRoutes(sandbox));
  app.use(express.static(distDirectory, { cacheControl: false }));
  return app;
}

/** Mail is shown as it came, so the page runs nothing but its own script and asks nobody but its own origin. */
const contentPolicy = (addinOrigin: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    `frame-src 'self' ${addinOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

function emptyMailbox(): express.Router {
  const router = express.Router();
  router.get('/mailbox.json', (_request, response) => {
    response.json({ user: { name: 'Alex Example', address: 'alex@simulated.example' }, folders: [], appointments: [] });
  });
  return router;
}

/** mailbox.json and .eml files, nothing else of the folder. */
function mailboxFrom(directory: string): express.Router {
  const router = express.Router();
  router.get('/mailbox.json', (_request, response) => {
    response.sendFile(join(directory, 'mailbox.json'));
  });
  const files = express.static(directory, {
    index: false,
    cacheControl: false,
    setHeaders: (response) => response.setHeader('Content-Type', 'message/rfc822'),
  });
  router.get(/\.eml$/, files);
  return router;
}
