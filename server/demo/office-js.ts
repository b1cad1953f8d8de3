import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express from 'express';

/**
 * Serves office.js of the npm package at /officejs/, with the two scripts of ours it needs outside Outlook: the stand-in that is
 * loaded before it and the newer members that are loaded after it. Demonstration and tests only: the package is a development
 * dependency and its licence asks that production loads the library from Microsoft.
 *
 * `simulatorDirectory` holds the built simulator (dist/simulator).
 */
export function officeJsRoutes({ simulatorDirectory }: { readonly simulatorDirectory: string }): express.Router {
  const router = express.Router();
  const libraryDirectory = findLibrary();
  router.use('/officejs', express.static(join(simulatorDirectory, 'frame'), { index: false, cacheControl: false }));
  if (libraryDirectory === null) router.use('/officejs', explainAbsence);
  else router.use('/officejs', express.static(libraryDirectory, { index: false, maxAge: '1h' }));
  return router;
}

function findLibrary(): string | null {
  const { resolve } = createRequire(import.meta.url);
  try {
    return join(dirname(resolve('@microsoft/office-js/package.json')), 'dist');
  } catch {
    return null;
  }
}

const explainAbsence: express.RequestHandler = (_request, response) => {
  response
    .status(503)
    .type('text/plain')
    .send(
      'office.js is not installed: @microsoft/office-js is a development dependency. ' +
        'Install with development dependencies, or let the pages load office.js from Microsoft.',
    );
};
