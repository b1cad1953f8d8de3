#!/usr/bin/env node
/** `npm run attack -- NAME [options]`: starts the attack of that name (token, render) from its TypeScript source. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepare } from '../../server/setup/prepare.mjs';

const [name = '', ...options] = process.argv.slice(2);
const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
if (!/^[a-z-]+$/.test(name) || !existsSync(script)) {
  console.error('Usage: npm run attack -- token|render [--json]');
  process.exit(2);
}
await prepare();
const run = spawnSync(process.execPath, ['--import', 'tsx', script, ...options], { stdio: 'inherit' });
process.exit(run.status ?? 1);
