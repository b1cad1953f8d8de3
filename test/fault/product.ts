/** A real process of the product: HTTP on a port of its own, which it prints, and mailboxes; its argument is the database's address. */
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createApp } from '../../server/app.ts';
import { listen } from '../support/listening.ts';
import { testSecrets } from '../support/test-secrets.ts';

const [url = ''] = process.argv.slice(2);
const app = await createApp({
  store: { engine: 'postgres', url },
  log: createPinoLog('silent'),
  secrets: testSecrets,
  parts: ['router'],
  allowedNetworks: ['127.0.0.0/8'],
});
const server = await listen(app.http);
process.once('SIGTERM', () => {
  void server[Symbol.asyncDispose]()
    .then(() => app.close())
    .then(() => process.exit(0));
});
app.runner.start();
process.stdout.write(`${server.origin}\n`);
