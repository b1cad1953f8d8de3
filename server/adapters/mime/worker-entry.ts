/** Where the worker's program is: beside this source, or beside the bundle that holds this source. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** As the Worker constructor takes it. */
export interface WorkerEntry {
  readonly program: string | URL;
  /** `program` is a piece of code and no place. */
  readonly eval: boolean;
}

/** A TypeScript program: Node's threads begin without the loader of the thread that starts them. */
export const sourceEntry = (url: URL): WorkerEntry => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm'));
  const loader = new URL('./api/index.mjs', tsx).href;
  const imported = JSON.stringify(url.href);
  return {
    program: `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${imported}); })`,
    eval: true,
  };
};

export const workerEntry = (): WorkerEntry =>
  import.meta.url.endsWith('.ts')
    ? sourceEntry(new URL('./worker.ts', import.meta.url))
    : { program: new URL('./mime-worker.js', import.meta.url), eval: false };
