import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { stylesAhead } from '../styles-ahead.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the console to dist/console. Its page answers at every address below /console, what it loads at
 * /console/assets; pictures and icons are those of the add-in.
 */
export default defineConfig({
  root: at('.'),
  base: '/console/',
  publicDir: false,
  plugins: [react(), stylesAhead()],
  cacheDir: '../../dist/.cache/vite-console',
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { input: at('./index.html') },
  },
});
