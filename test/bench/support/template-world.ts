import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { build } from 'vite';
import { officeJsRoutes } from '../../../server/demo/office-js.ts';
import { createSimulatorServer } from '../../../server/demo/simulator-server.ts';
import { withOfficeJs } from '../../../server/http/office-tags.ts';
import { listenHttps } from '../../support/https.ts';

export interface TemplateWorld extends AsyncDisposable {
  readonly simulatorUrl: string;
  readonly addinUrl: string;
}

const simulatorDirectory = 'dist/simulator';
const source = join(import.meta.dirname, '..', 'template');

/** Builds the page that stands for Microsoft's React template and serves it inside a simulated Outlook of its own. */
export const startTemplateWorld = async (): Promise<TemplateWorld> => {
  const built = await mkdtemp(join(tmpdir(), 'correspond-template-'));
  await build({
    root: source,
    base: '/addin/',
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    build: {
      outDir: built,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { input: join(source, 'taskpane.html') },
    },
  });
  const page = withOfficeJs(await readFile(join(built, 'taskpane.html'), 'utf8'), { selfHosted: '/officejs' });
  const addin = express();
  addin.get('/addin/taskpane.html', (_request, response) => {
    response.type('html').send(page);
  });
  addin.use('/addin', express.static(built));
  addin.use(officeJsRoutes({ simulatorDirectory }));
  const addinServer = await listenHttps(addin);
  const simulator = createSimulatorServer({
    addinUrl: addinServer.origin,
    mailboxDirectory: null,
    distDirectory: simulatorDirectory,
    name: 'Template',
  });
  const simulatorServer = await listenHttps(simulator);
  return {
    simulatorUrl: simulatorServer.origin,
    addinUrl: addinServer.origin,
    [Symbol.asyncDispose]: async () => {
      await simulatorServer[Symbol.asyncDispose]();
      await addinServer[Symbol.asyncDispose]();
      await rm(built, { recursive: true, force: true });
    },
  };
};
