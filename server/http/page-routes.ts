import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Response, Router } from 'express';
import { type OfficeJsSource, withOfficeJs } from './office-tags.ts';
import { setPagePolicy } from './page-policy.ts';
import { paneWorkerRoute } from './pane-worker-route.ts';

interface PaneApplication {
  readonly clientId: string;
  readonly authority: string;
  readonly graphUrl: string;
}

export interface PageNeeds {
  /** The built add-in: dist/addin. */
  readonly directory: string;
  /** The built console: dist/console. */
  readonly consoleDirectory: string;
  /** The built send handler: dist/launch. */
  readonly eventsDirectory: string;
  readonly officeJs: OfficeJsSource;
  readonly version: string;
  /** Known once the port is. */
  readonly publicUrl: () => string;
  readonly demo: boolean;
  readonly frameAncestors: () => readonly string[];
  /** By which the pane reaches the mailbox by itself (I3); null: it does not. */
  readonly outlookApplication: PaneApplication | null;
}

/** The pages that Outlook opens. */
const pages = ['taskpane', 'commands', 'dialog'] as const;

/** JSON inside a script element: `<` must not end it. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const originOf = (source: OfficeJsSource): string[] =>
  typeof source === 'object' && 'url' in source ? [new URL(source.url).origin] : [];

/** The mailbox's service; and who signs in, which a host asks in our place as a rule. */
const servicesOf = (application: PaneApplication | null): string[] =>
  application === null ? [] : [new URL(application.graphUrl).origin, new URL(application.authority).origin];

type SendPage = (response: Response, path: string, next: () => void) => void;

/** Reads a built page once; each answer gets its nonce, the script tags of office.js and the configuration. */
const pageSender = (needs: PageNeeds): SendPage => {
  const built = new Map<string, string>();
  const read = (path: string): string | null => {
    const known = built.get(path);
    if (known !== undefined) return known;
    if (!existsSync(path)) return null;
    const html = readFileSync(path, 'utf8');
    built.set(path, html);
    return html;
  };
  return (response, path, next) => {
    const html = read(path);
    if (html === null) {
      next();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    setPagePolicy(response, {
      nonce,
      frameAncestors: needs.frameAncestors(),
      serviceOrigins: servicesOf(needs.outlookApplication),
      scriptOrigins: originOf(needs.officeJs),
    });
    response.type('html').send(
      withOfficeJs(html, needs.officeJs)
        .replace(/<!--\s*__CONFIG__\s*-->|__CONFIG__/, () => configTag(needs, nonce))
        .replaceAll('__NONCE__', nonce),
    );
  };
};

const configTag = (needs: PageNeeds, nonce: string): string => {
  const config = {
    apiBase: '/api/v1',
    version: needs.version,
    publicUrl: needs.publicUrl(),
    nonce,
    officeJs: 'selfHosted' in needs.officeJs ? 'selfHosted' : 'hosted',
    demo: needs.demo,
    outlookApplication: needs.outlookApplication,
  };
  return `<script type="application/json" id="correspond-config" nonce="${nonce}">${scriptJson(config)}</script>`;
};

/** Static files that other origins (Outlook, for icons) or only we may embed. */
const fixedFiles = (
  directory: string,
  embeddedBy: 'anyone' | 'us',
  caching: { maxAge: string; immutable?: boolean },
) => [
  ((_request, response, next) => {
    response.set({
      'Cross-Origin-Resource-Policy': embeddedBy === 'anyone' ? 'cross-origin' : 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  }) as express.RequestHandler,
  express.static(directory, { index: false, ...caching }),
];

/**
 * The script of the events, at a stable address that is asked anew each time, and the list by which classic Outlook on
 * Windows lets this script, and no other, speak to us.
 */
const eventRoutes = (router: Router, { eventsDirectory, publicUrl }: PageNeeds, send: SendPage): void => {
  router.get('/addin/events.html', (_request, response, next) => {
    send(response, join(eventsDirectory, 'events.html'), next);
  });
  router.get('/addin/events.js', (_request, response, next) => {
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'X-Content-Type-Options': 'nosniff' });
    const caching = { headers: { 'Cache-Control': 'no-cache' }, cacheControl: false };
    response.sendFile('events.js', { root: eventsDirectory, ...caching }, (error?: Error) => {
      if (error !== undefined) next();
    });
  });
  router.get('/.well-known/microsoft-officeaddins-allowed.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json({ allowed: [`${publicUrl().replace(/\/+$/, '')}/addin/events.js`] });
  });
};

/** Pages of the add-in and the console, with what the browser must know before the first call; assets are immutable. */
export const pageRoutes = (needs: PageNeeds): Router => {
  const router = Router();
  const send = pageSender(needs);
  for (const page of pages)
    router.get(`/addin/${page}.html`, (_request, response, next) => {
      send(response, join(needs.directory, `${page}.html`), next);
    });
  const hashed = (directory: string) =>
    fixedFiles(join(directory, 'assets'), 'us', { maxAge: '365d', immutable: true });
  // Before the page: what is no asset is answered 404, and not with a page that a script element cannot read.
  router.use('/console/assets', hashed(needs.consoleDirectory));
  router.get('/console/assets/*path', (_request, response) => {
    response.sendStatus(404);
  });
  router.get(['/console', '/console/*path'], (_request, response, next) => {
    send(response, join(needs.consoleDirectory, 'index.html'), next);
  });
  router.get('/', (_request, response) => {
    response.redirect(302, '/console');
  });
  router.use('/icons', fixedFiles(join(needs.directory, 'icons'), 'anyone', { maxAge: '1d' }));
  router.use('/addin/assets', hashed(needs.directory));
  eventRoutes(router, needs, send);
  const officeJs = 'selfHosted' in needs.officeJs ? needs.officeJs.selfHosted : null;
  router.use(paneWorkerRoute({ ...needs, officeJs }));
  router.get('/favicon.svg', (_request, response, next) => {
    response.sendFile('favicon.svg', { root: needs.directory, maxAge: '1d' }, (error?: Error) => {
      if (error !== undefined) next();
    });
  });
  return router;
};
