import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Scripts for the add-in's frame: classic ones, so that they run in the order of the page; wrapped, so that no name leaks. */
const frameScripts = ['ajax-stand-in', 'top-up'];
const isFrameScript = (name: string): boolean => frameScripts.includes(name);

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
        ...Object.fromEntries(frameScripts.map((name) => [name, at(`./frame/${name}.ts`)])),
      },
      output: {
        entryFileNames: ({ name }) => (isFrameScript(name) ? 'frame/[name].js' : 'assets/[name]-[hash].js'),
        banner: ({ name }) => (isFrameScript(name) ? '(() => {' : ''),
        footer: ({ name }) => (isFrameScript(name) ? '})();' : ''),
      },
    },
  },
});
