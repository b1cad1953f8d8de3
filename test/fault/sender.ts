/** A real process that sends what is due until it is ended; its argument says from where, to which port, and how. */
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { createApp } from '../../server/app.ts';

interface SenderOptions {
  readonly store: StoreLocation;
  readonly port: number;
  readonly connections: number;
  readonly leaseMs: number;
}

const { store, port, connections, leaseMs } = JSON.parse(process.argv[2] ?? '') as SenderOptions;
const app = await createApp({
  store,
  log: createPinoLog('silent'),
  smtp: { host: '127.0.0.1', port, tls: 'none', credentials: null },
  parts: ['outbox'],
  delivery: { connections, leaseMs },
});
process.once('SIGTERM', () => {
  void app.close().then(() => process.exit(0));
});
app.runner.start();
process.stdout.write('sending\n');
