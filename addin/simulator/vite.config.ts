import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the simulated Outlook to dist/simulator; it is served at the root of an origin of its own. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  cacheDir: '../../dist/.cache/vite-simulator',
  build: { outDir: '../../dist/simulator', emptyOutDir: true, target: 'es2022' },
});
