import { join } from 'node:path';
import type { Certificate } from './adapters/certificate/ensure-certificate.ts';
import type { App } from './app.ts';
import type { Config } from './config/config.ts';
import type { Installation } from './config/installation.ts';
import type { NestedSignIn } from './demo/nested-sign-in.ts';
import { officeJsRoutes } from './demo/office-js.ts';
import { downloadRoutes } from './http/download-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import { manifestRoutes } from './http/manifest-routes.ts';
import type { OfficeJsSource } from './http/office-tags.ts';
import { openApiRoutes } from './http/openapi.ts';
import { pageRoutes } from './http/page-routes.ts';

/** A simulated Outlook beside the server: of the demonstration, or of a test that brings its own mailbox. */
export interface SimulatedOutlook {
  /** Folder with mailbox.json; null begins with an empty mailbox. */
  readonly mailboxDirectory: string | null;
  /** What it lends of its own sign-in; absent: none. */
  readonly nestedSignIn?: NestedSignIn;
}

const officeJsOf = (config: Config, simulated: SimulatedOutlook | null): OfficeJsSource =>
  simulated !== null ? { selfHosted: '/officejs' } : { url: config.officeJsUrl };

/** What is known only once sockets are open; the pages ask when they are asked. */
export interface Addresses {
  publicUrl: string;
  simulatorUrl: string | null;
}

interface PageFacts {
  readonly config: Config;
  readonly installation: Installation;
  readonly certificate: Certificate | null;
  readonly addresses: Addresses;
  readonly simulated: SimulatedOutlook | null;
}

/** Everything that is served beside the interface. */
export const pagesOf =
  ({ config, installation, certificate, addresses, simulated }: PageFacts) =>
  ({ store, ids }: Pick<App, 'store' | 'ids'>) => {
    const publicUrl = () => addresses.publicUrl;
    const simulator = join(installation.root, 'dist', 'simulator');
    return [
      healthRoutes(store),
      openApiRoutes(installation.version),
      ...(simulated !== null ? [officeJsRoutes({ simulatorDirectory: simulator })] : []),
      pageRoutes({
        directory: join(installation.root, 'dist', 'addin'),
        consoleDirectory: join(installation.root, 'dist', 'console'),
        eventsDirectory: join(installation.root, 'dist', 'launch'),
        officeJs: officeJsOf(config, simulated),
        version: installation.version,
        publicUrl,
        demo: config.demo,
        outlookApplication: config.outlookApplication,
        frameAncestors: () => [
          ...config.frameAncestors,
          ...(addresses.simulatorUrl === null ? [] : [addresses.simulatorUrl]),
        ],
      }),
      manifestRoutes({
        publicUrl,
        id: () => store.system.installationValue('manifestId', () => ids.next()),
        version: installation.version,
      }),
      downloadRoutes({
        publicUrl,
        authority: certificate === null ? null : { pem: certificate.caPem, fingerprint: certificate.fingerprint },
      }),
    ];
  };
