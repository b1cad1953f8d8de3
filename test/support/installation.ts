import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config/config.ts';
import type { NestedSignIn } from '../../server/demo/nested-sign-in.ts';
import type { SimulatedOutlook } from '../../server/pages.ts';
import { type Running, serve } from '../../server/serve.ts';

export interface Installation extends AsyncDisposable {
  readonly running: Running;
  readonly dataDir: string;
  /** Stops the server and starts it again on the same ports over the same data; `meanwhile` runs while it is stopped. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
}

const configOf = (environment: Record<string, string>) => {
  const reading = readConfig(environment, process.cwd());
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  return reading.config;
};

const portOf = (url: string | null): string => new URL(url ?? 'https://localhost:0').port;

/** The whole product with TLS and a simulated Outlook (empty without a folder) on free ports, in a data directory of its own. */
export const startInstallation = (database?: string, mailboxDirectory: string | null = null): Promise<Installation> =>
  start({ DEMO: '0', ...(database === undefined ? {} : { DATABASE_URL: database }) }, { mailboxDirectory });

/** The same, whose mail leaves by the server on this port, as a relay of one's own machine. */
export const startSendingInstallation = (smtpPort: number): Promise<Installation> =>
  start({ DEMO: '0', SMTP_URL: `smtp://127.0.0.1:${smtpPort}?tls=none` }, { mailboxDirectory: null });

/** The same, whose users may name mail servers of this machine. */
export const startInnerInstallation = (): Promise<Installation> =>
  start({ DEMO: '0', ALLOWED_NETWORKS: '127.0.0.0/8 ::1/128' }, { mailboxDirectory: null });

/** The same, whose simulated Outlook lends a sign-in by which its pane reaches mailboxes of this service; the server synchronizes none. */
export const startOutlookInstallation = (graphUrl: string, nestedSignIn: NestedSignIn): Promise<Installation> =>
  start(
    {
      DEMO: '0',
      SERVICES: 'http',
      OUTLOOK_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
      OUTLOOK_GRAPH_URL: graphUrl,
    },
    { mailboxDirectory: null, nestedSignIn },
  );

/** The same as `npm start` shows it to somebody who tries it out: its world, its mailbox, its sandbox. */
export const startDemonstration = (): Promise<Installation> => start({ DEMO: '1' }, undefined);

const start = async (more: Record<string, string>, outlook: SimulatedOutlook | undefined): Promise<Installation> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'correspond-'));
  const environment = {
    PORT: '0',
    SIMULATOR_PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...more,
  };
  let running = await serve(configOf(environment), outlook);
  const ports = { PORT: portOf(running.localUrl), SIMULATOR_PORT: portOf(running.simulatorUrl) };
  return {
    get running() {
      return running;
    },
    dataDir,
    restart: async (meanwhile) => {
      await running.close();
      await meanwhile?.();
      running = await serve(configOf({ ...environment, ...ports }), outlook);
    },
    [Symbol.asyncDispose]: async () => {
      await running.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
