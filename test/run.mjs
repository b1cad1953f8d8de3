import '../server/setup/node-version.mjs';
import { ensureInstalled } from '../server/setup/install.mjs';
import { orExplain } from '../server/setup/tools.mjs';

await orExplain(ensureInstalled);
const { register } = await import('tsx/esm/api');
register();
const { runEverything } = await import('./setup/commands.ts');
process.exitCode = await runEverything();
