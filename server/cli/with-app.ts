import { createPinoLog } from '../adapters/system/pino-log.ts';
import { type App, type AppOptions, createApp } from '../app.ts';
import type { Config } from '../config/config.ts';
import { openSecrets } from '../config/secrets.ts';
import { storeLocation } from '../config/store-location.ts';
import { explained } from './command.ts';

/** The whole product of these settings, without sockets, for as long as `work` takes. */
export const withApp = async <T>(
  config: Config,
  options: Pick<AppOptions, 'parts' | 'mailboxes' | 'synchronization'>,
  work: (app: App) => Promise<T>,
): Promise<T> => {
  const app = await explained(config, () =>
    createApp({
      store: storeLocation(config),
      log: createPinoLog(config.logLevel),
      secrets: openSecrets(config.secretKey),
      smtp: config.smtp,
      allowedNetworks: config.allowedNetworks,
      ...options,
    }),
  );
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};
