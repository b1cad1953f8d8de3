/** A real process that polls mailboxes until it is ended; its argument is the database file. */
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createApp } from '../../server/app.ts';
import { testSecrets } from '../support/test-secrets.ts';

const [path = ''] = process.argv.slice(2);
const app = await createApp({
  store: { engine: 'sqlite', path, contentDirectory: null },
  log: createPinoLog('silent'),
  secrets: testSecrets,
  parts: ['router'],
  allowedNetworks: ['127.0.0.0/8'],
  mailboxes: { leaseMs: 1_000 },
});
process.once('SIGTERM', () => {
  void app.close().then(() => process.exit(0));
});
app.runner.start();
process.stdout.write('polling\n');
