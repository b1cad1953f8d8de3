import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Certificate } from './adapters/certificate/ensure-certificate.ts';
import { createPinoLog } from './adapters/system/pino-log.ts';
import { type App, createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { findInstallation, type Installation } from './config/installation.ts';
import { openSecrets } from './config/secrets.ts';
import { storeLocation } from './config/store-location.ts';
import { demonstrationMail, tellDemonstration } from './demonstration.ts';
import { type Sandbox, startSandbox } from './demo/sandbox/sandbox.ts';
import { createSimulatorServer } from './demo/simulator-server.ts';
import { messageEvents, quickTrackFunction } from './manifest/manifest-input.ts';
import { type Addresses, pagesOf, type SimulatedOutlook } from './pages.ts';
import { keepRenewed } from './renew-certificate.ts';
import { demonstrationAccounts } from './seed/demonstration-accounts.ts';
import { createSockets } from './sockets.ts';
import { readTls, selfMadeCertificate } from './tls.ts';

/** A running installation. */
export interface Running {
  /** The loopback address with the real port, whatever PUBLIC_URL says. */
  readonly localUrl: string;
  readonly publicUrl: string;
  /** Null without the demonstration. */
  readonly simulatorUrl: string | null;
  readonly certificate: Certificate | null;
  /** The one-time link of the first administrator; null when there is one. */
  readonly firstRunLink: string | null;
  readonly app: App;
  close(): Promise<void>;
}

const simulatorOf = (
  simulated: SimulatedOutlook & { readonly sandbox: Sandbox | null },
  installation: Installation,
  addinUrl: string,
) =>
  createSimulatorServer({
    addinUrl,
    mailboxDirectory: simulated.mailboxDirectory,
    distDirectory: join(installation.root, 'dist', 'simulator'),
    panePath: '/addin/taskpane.html',
    commandsPath: '/addin/commands.html',
    trackFunction: quickTrackFunction,
    sendHandler: messageEvents.handlers.OnMessageSend ?? '',
    newMailHandler: messageEvents.handlers.OnNewMessageCompose ?? '',
    ...(simulated.nestedSignIn === undefined ? {} : { nestedSignIn: simulated.nestedSignIn }),
    ...(simulated.sandbox === null ? {} : { sandbox: simulated.sandbox }),
  });

const demonstrationOutlook = (config: Config, installation: Installation): SimulatedOutlook | null =>
  config.demo ? { mailboxDirectory: demonstrationMail(installation) } : null;

/** S16: it exists in the demonstration alone. */
const demonstrationSandbox = async (config: Config) => {
  const server = config.demo ? await startSandbox() : null;
  return { server, port: server?.port ?? null, close: async () => server?.close() };
};

/**
 * Opens the database, the sockets and, in the demonstration or when a test brings one, a simulated Outlook.
 * Throws when a port is taken.
 */
export const serve = async (config: Config, outlook?: SimulatedOutlook): Promise<Running> => {
  const installation = findInstallation();
  const simulated = outlook ?? demonstrationOutlook(config, installation);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  // Made, or found unusable, before the first credential is entered: it belongs in the first copy of the data.
  const secrets = openSecrets(config.secretKey);
  const { tls, certificate } = await readTls(config);
  const addresses: Addresses = { publicUrl: config.publicUrl ?? '', simulatorUrl: null };
  const log = createPinoLog(config.logLevel);
  const sandbox = await demonstrationSandbox(config);
  const app = await createApp({
    store: storeLocation(config),
    log,
    secrets,
    smtp: config.smtp,
    parts: config.services.filter((part) => part !== 'http'),
    sandboxPort: sandbox.port,
    allowedNetworks: config.allowedNetworks,
    trustProxy: config.trustProxy,
    outlookApplication: config.outlookApplication,
    publicUrl: () => addresses.publicUrl,
    demonstrationAccounts: config.demo ? demonstrationAccounts : [],
    pages: pagesOf({ config, installation, certificate, addresses, simulated }),
  });
  sandbox.server?.passTo(app.receiveArrived);
  // The passwords of a demonstration are known to everybody; it is shown to others only at an address that is set.
  const sockets = createSockets(tls, simulated !== null && config.publicUrl === null ? 'thisComputer' : 'everyone');
  const stopRenewing =
    certificate === null
      ? () => undefined
      : keepRenewed(certificate, {
          clock: app.clock,
          log,
          ensure: async () => (await selfMadeCertificate(config)) ?? certificate,
          servers: () => sockets.withTls(),
        });
  const close = async () => {
    stopRenewing();
    await sockets.closeAll();
    await app.close();
    await sandbox.close();
  };
  try {
    if (config.demo) await tellDemonstration(app, installation);
    const localUrl = await sockets.open(app.http, config.port);
    if (config.publicUrl === null) addresses.publicUrl = localUrl;
    if (simulated !== null)
      addresses.simulatorUrl = await sockets.open(
        simulatorOf({ ...simulated, sandbox: sandbox.server }, installation, localUrl),
        config.simulatorPort,
      );
    app.runner.start();
    return { localUrl, ...addresses, certificate, firstRunLink: await app.firstRunLink(), app, close };
  } catch (error) {
    await close();
    throw error;
  }
};
