#!/usr/bin/env node
/** `npm run corpus -- NAME [options]`: starts the corpus run of that name (parse, dsn, auto, thread, broken, calendars) from its TypeScript source. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [name = '', ...options] = process.argv.slice(2);
const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
if (!/^[a-z]+$/.test(name) || !existsSync(script)) {
  console.error('Usage: npm run corpus -- parse|dsn|auto|thread|broken|calendars [--json] [--show N]');
  process.exit(2);
}
const run = spawnSync(process.execPath, ['--import', 'tsx', script, ...options], { stdio: 'inherit' });
process.exit(run.status ?? 1);
