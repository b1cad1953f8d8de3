import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';

export interface PaneWorkerNeeds {
  /** The built add-in: dist/addin. */
  readonly directory: string;
  /** Where the built service worker lies: dist/launch. */
  readonly eventsDirectory: string;
  /** Path of office.js where we serve it ourselves, else null. */
  readonly officeJs: string | null;
}

/**
 * The service worker of the pane: its program behind the list of the files of this version. Asked anew each time, so that a
 * new version is found; it may ask our own origin alone.
 */
export const paneWorkerRoute = (needs: PaneWorkerNeeds): Router => {
  const router = Router();
  let script: string | null = null;
  router.get('/addin/service-worker.js', (_request, response, next) => {
    script ??= scriptOf(needs);
    if (script === null) {
      next();
      return;
    }
    response
      .set({
        'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-cache',
      })
      .type('text/javascript')
      .send(script);
  });
  return router;
};

/** Null before the add-in is built. */
const scriptOf = ({ directory, eventsDirectory, officeJs }: PaneWorkerNeeds): string | null => {
  const program = join(eventsDirectory, 'pane-worker.js');
  const page = join(directory, 'taskpane.html');
  const assets = join(directory, 'assets');
  if (![program, page, assets].every((path) => existsSync(path))) return null;
  const files = readdirSync(assets)
    .toSorted()
    .map((name) => `/addin/assets/${name}`);
  const version = createHash('sha256')
    .update(JSON.stringify([files, readFileSync(page, 'utf8')]))
    .digest('hex');
  const paneFiles = { version: version.slice(0, 16), page: '/addin/taskpane.html', files, officeJs };
  return `const paneFiles = ${JSON.stringify(paneFiles)};\n${readFileSync(program, 'utf8')}`;
};
