import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Certificate, ensureCertificate } from './adapters/certificate/ensure-certificate.ts';
import type { StoreLocation } from './adapters/store/store.ts';
import { createPinoLog } from './adapters/system/pino-log.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { type App, createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { findInstallation, type Installation } from './config/installation.ts';
import { officeJsRoutes } from './demo/office-js.ts';
import { createSimulatorServer } from './demo/simulator-server.ts';
import { downloadRoutes } from './http/download-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import { manifestRoutes } from './http/manifest-routes.ts';
import type { OfficeJsSource } from './http/office-tags.ts';
import { openApiRoutes } from './http/openapi.ts';
import { pageRoutes } from './http/page-routes.ts';
import { quickTrackFunction } from './manifest/manifest-input.ts';
import { keepRenewed } from './renew-certificate.ts';

/** A running installation. */
export interface Running {
  /** The loopback address with the real port, whatever PUBLIC_URL says. */
  readonly localUrl: string;
  readonly publicUrl: string;
  /** Null without the demonstration. */
  readonly simulatorUrl: string | null;
  readonly certificate: Certificate | null;
  readonly app: App;
  close(): Promise<void>;
}

export const storeLocation = (config: Config): StoreLocation =>
  config.database.engine === 'sqlite'
    ? { engine: 'sqlite', path: config.database.path, contentDirectory: join(config.dataDir, 'content') }
    : { engine: 'postgres', url: config.database.url };

interface Tls {
  readonly cert: string;
  readonly key: string;
}

/** The certificate that is made and renewed here; null when the settings bring one of their own or TLS is off. */
export const selfMadeCertificate = async (config: Config): Promise<Certificate | null> => {
  if (config.tls.mode !== 'selfMade') return null;
  const hosts = config.publicUrl === null ? [] : [new URL(config.publicUrl).hostname];
  return ensureCertificate({ directory: join(config.dataDir, 'certificate'), hosts, now: systemClock.now() });
};

const readTls = async (config: Config): Promise<{ tls: Tls | null; certificate: Certificate | null }> => {
  if (config.tls.mode === 'files')
    return {
      tls: { cert: await readFile(config.tls.cert, 'utf8'), key: await readFile(config.tls.key, 'utf8') },
      certificate: null,
    };
  const certificate = await selfMadeCertificate(config);
  return { tls: certificate, certificate };
};

const listen = async (server: Server, port: number): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
};

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });

const socketServer = (tls: Tls | null, handler: App['http']): Server =>
  tls === null ? createPlainServer(handler) : createTlsServer({ cert: tls.cert, key: tls.key }, handler);

const officeJsOf = (config: Config): OfficeJsSource =>
  config.demo ? { selfHosted: '/officejs' } : { url: config.officeJsUrl };

/** What is known only once sockets are open; the pages ask when they are asked. */
interface Addresses {
  publicUrl: string;
  simulatorUrl: string | null;
}

const pagesOf =
  (config: Config, installation: Installation, certificate: Certificate | null, addresses: Addresses) =>
  ({ store, ids }: Pick<App, 'store' | 'ids'>) => {
    const publicUrl = () => addresses.publicUrl;
    const simulator = join(installation.root, 'dist', 'simulator');
    return [
      healthRoutes(store),
      openApiRoutes(installation.version),
      ...(config.demo ? [officeJsRoutes({ simulatorDirectory: simulator })] : []),
      pageRoutes({
        directory: join(installation.root, 'dist', 'addin'),
        officeJs: officeJsOf(config),
        version: installation.version,
        publicUrl,
        demo: config.demo,
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

/** Opens the database, the sockets and, in the demonstration, the simulated Outlook. Throws when a port is taken. */
export const serve = async (config: Config): Promise<Running> => {
  const installation = findInstallation();
  await mkdir(config.dataDir, { recursive: true });
  const { tls, certificate } = await readTls(config);
  const addresses: Addresses = { publicUrl: config.publicUrl ?? '', simulatorUrl: null };
  const log = createPinoLog(config.logLevel);
  const app = await createApp({
    store: storeLocation(config),
    log,
    trustProxy: config.trustProxy,
    pages: pagesOf(config, installation, certificate, addresses),
  });
  const servers: Server[] = [];
  const open = async (handler: App['http'], port: number): Promise<string> => {
    const server = socketServer(tls, handler);
    servers.push(server);
    return `${tls === null ? 'http' : 'https'}://localhost:${await listen(server, port)}`;
  };
  const stopRenewing =
    certificate === null
      ? () => undefined
      : keepRenewed(certificate, {
          clock: app.clock,
          log,
          ensure: async () => (await selfMadeCertificate(config)) ?? certificate,
          servers: () => servers.filter((server) => server instanceof TlsServer),
        });
  const close = async () => {
    stopRenewing();
    await Promise.all(servers.map(stop));
    await app.close();
  };
  try {
    const localUrl = await open(app.http, config.port);
    if (config.publicUrl === null) addresses.publicUrl = localUrl;
    if (config.demo) addresses.simulatorUrl = await openSimulator(open, config, installation, localUrl);
    return { localUrl, ...addresses, certificate, app, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const openSimulator = (
  open: (handler: App['http'], port: number) => Promise<string>,
  config: Config,
  installation: Installation,
  addinUrl: string,
): Promise<string> => {
  const mail = join(installation.root, 'server', 'seed', 'mail');
  return open(
    createSimulatorServer({
      addinUrl,
      mailboxDirectory: existsSync(join(mail, 'mailbox.json')) ? mail : null,
      distDirectory: join(installation.root, 'dist', 'simulator'),
      panePath: '/addin/taskpane.html',
      commandsPath: '/addin/commands.html',
      trackFunction: quickTrackFunction,
    }),
    config.simulatorPort,
  );
};
