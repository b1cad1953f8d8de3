import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { stylesAhead } from './styles-ahead.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

const pages = ['taskpane', 'commands', 'dialog'];

/**
 * Builds the pages that Outlook opens to dist/addin, served below /addin/. The console has a build of its own
 * (console/vite.config.ts): in one build the parts that it alone uses would lie in what the pane loads first.
 * The query library is one file: every page of the pane uses some of it, and it would be cut into pieces that pack worse.
 * HTML keeps stable names and is sent with no-cache; everything it loads carries a hash and may be cached for ever.
 */
export default defineConfig({
  root,
  base: '/addin/',
  plugins: [react(), stylesAhead()],
  cacheDir: '../dist/.cache/vite',
  build: {
    outDir: '../dist/addin',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    rolldownOptions: {
      input: Object.fromEntries(pages.map((page) => [page, `${root}${page}.html`])),
      output: { codeSplitting: { groups: [{ name: 'query', test: /@tanstack/ }] } },
    },
  },
});
