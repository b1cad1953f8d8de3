import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, SetupFailure } from './tools.mjs';

/**
 * What is built, from which sources, to which folder below dist/. `build(out)` writes into an empty folder and gives the
 * words of the tool when it fails, else null.
 */
export const targets = [
  {
    name: 'add-in',
    out: 'addin',
    sources: ['addin', 'shared'],
    without: ['addin/simulator', 'addin/console'],
    isWritten: () => exists('addin/taskpane.html'),
    build: (out) => vite('addin/vite.config.ts', out),
  },
  {
    name: 'console',
    out: 'console',
    sources: ['addin', 'shared'],
    without: ['addin/simulator', 'addin/taskpane', 'addin/commands', 'addin/dialog'],
    isWritten: () => exists('addin/console/index.html'),
    build: (out) => vite('addin/console/vite.config.ts', out),
  },
  {
    name: 'send handler and service worker',
    out: 'launch',
    sources: ['addin/launch', 'addin/office', 'addin/worker'],
    without: [],
    isWritten: () => exists('addin/launch/on-message-send.ts'),
    build: bundleHandler,
  },
  {
    name: 'simulated Outlook',
    out: 'simulator',
    sources: ['addin', 'shared'],
    without: [],
    isWritten: () => exists('addin/simulator/index.html'),
    build: (out) => vite('addin/simulator/vite.config.ts', out),
  },
  {
    name: 'server',
    out: 'server',
    sources: ['server', 'shared'],
    without: ['server/setup'],
    isWritten: () => exists('server/main.ts'),
    build: bundleServer,
  },
];

const exists = (path) => existsSync(join(root, path));

async function vite(config, out) {
  const program = join('node_modules', 'vite', 'bin', 'vite.js');
  const options = ['--outDir', out, '--emptyOutDir', '--logLevel', 'warn'];
  const { code, output } = await runNode([program, 'build', '--config', config, ...options], {
    NODE_ENV: 'production',
  });
  return code === 0 ? null : output;
}

/** What can be started; npm packages stay where they are installed. */
const programs = {
  main: 'server/main.ts',
  cli: 'server/cli/main.ts',
  'mime-worker': 'server/adapters/mime/worker.ts',
};

/** One script for every Outlook: the engine of classic Outlook on Windows knows ECMAScript 2016 and no imports. */
async function bundleHandler(out) {
  copyFileSync(join(root, 'addin', 'launch', 'events.html'), join(out, 'events.html'));
  const browser = { outdir: out, bundle: true, minify: true, platform: 'browser', format: 'iife' };
  const handler = { events: 'addin/launch/on-message-send.ts' };
  const worker = { 'pane-worker': 'addin/worker/pane-worker.ts' };
  return (
    (await bundle({ ...browser, entryPoints: handler, target: 'es2016' })) ??
    (await bundle({ ...browser, entryPoints: worker, target: 'es2022' }))
  );
}

function bundleServer(out) {
  return bundle({
    entryPoints: Object.fromEntries(Object.entries(programs).filter(([, source]) => exists(source))),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // What a command loads only when it needs it stays a file of its own.
    splitting: true,
    chunkNames: 'part-[hash]',
    target: 'node20',
    packages: 'external',
    alias: { '#shared': join(root, 'shared') },
    sourcemap: true,
  });
}

async function bundle(options) {
  const { build } = await import('esbuild').catch((error) => {
    throw new SetupFailure(`esbuild does not load (${error.message}); remove node_modules and start again.`);
  });
  try {
    await build({ absWorkingDir: root, logLevel: 'silent', ...options });
    return null;
  } catch (error) {
    return error.message;
  }
}
