import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The pages Outlook and the browser open; one that is not written yet is left out, so that the others still build. */
const pages = ['taskpane', 'commands', 'dialog', 'console'].filter((page) => existsSync(`${root}${page}.html`));

/**
 * Builds the add-in and the console to dist/addin, served below /addin/.
 * HTML keeps stable names and is sent with no-cache; everything it loads carries a hash and may be cached for ever.
 */
export default defineConfig({
  root,
  base: '/addin/',
  plugins: [react()],
  cacheDir: '../dist/.cache/vite',
  build: {
    outDir: '../dist/addin',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    rolldownOptions: { input: Object.fromEntries(pages.map((page) => [page, `${root}${page}.html`])) },
  },
});
