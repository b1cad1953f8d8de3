/** A real process that sends what is due until it is ended: arguments are the database file and the port of the server. */
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createApp } from '../../server/app.ts';

const [path = '', port = ''] = process.argv.slice(2);
const app = await createApp({
  store: { engine: 'sqlite', path, contentDirectory: null },
  log: createPinoLog('silent'),
  smtp: { host: '127.0.0.1', port: Number(port), tls: 'none', credentials: null },
  parts: ['outbox'],
  delivery: { connections: 4, leaseMs: 1_500 },
});
process.once('SIGTERM', () => {
  void app.close().then(() => process.exit(0));
});
app.runner.start();
process.stdout.write('sending\n');
