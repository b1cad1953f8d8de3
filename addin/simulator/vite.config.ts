import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the simulated Outlook to dist/simulator, served at the root of an origin of its own. The scripts below frame/ keep their
 * names: the add-in's own origin serves them beside office.js (server/demo/office-js.ts).
 */
export default defineConfig({
  root: at('.'),
  base: '/',
  plugins: [react()],
  cacheDir: '../../dist/.cache/vite-simulator',
  build: {
    outDir: '../../dist/simulator',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: {
        index: at('./index.html'),
        'ajax-stand-in': at('./frame/ajax-stand-in.ts'),
        'top-up': at('./frame/top-up.ts'),
      },
      output: { entryFileNames: ({ name }) => (name === 'index' ? 'assets/[name]-[hash].js' : 'frame/[name].js') },
    },
  },
});
