import { type PaneFiles, sourceOf } from './pane-files.ts';

/** What a service worker is told, as far as this one listens (Service Workers, W3C). */
interface LifecycleEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

declare const paneFiles: PaneFiles;

const prefix = 'correspond.pane.';
const name = prefix + paneFiles.version;

/** The server is given this long for the page where one is kept. */
const patienceMs = 5_000;

const install = async (): Promise<void> => {
  const kept = await caches.open(name);
  await kept.addAll([paneFiles.page, ...paneFiles.files]);
};

/** Runs once no pane of the former version is open. */
const forgetFormer = async (): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one.startsWith(prefix) && one !== name).map((one) => caches.delete(one)));
};

const findKept = async (path: string): Promise<Response | undefined> => (await caches.open(name)).match(path);

const fromKept = async (request: Request): Promise<Response> =>
  (await findKept(new URL(request.url).pathname)) ?? fetch(request);

const fromKeptOnceUsed = async (request: Request): Promise<Response> => {
  const path = new URL(request.url).pathname;
  const known = await findKept(path);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(name)).put(path, answer.clone());
  return answer;
};

/** The page as it is now; the kept one where the server cannot be reached, is overloaded or takes too long. */
const pageOf = async (request: Request): Promise<Response> => {
  const known = await findKept(paneFiles.page);
  if (!known) return fetch(request);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    return answer.status >= 500 ? known : answer;
  } catch {
    // Whatever keeps the server away: the pane opens, and says itself what it cannot do.
    return known;
  }
};

/** Null for what the network answers as if nobody were in between. */
const answerOf = (request: Request): Promise<Response> | null => {
  switch (sourceOf(request, location.origin, paneFiles)) {
    case 'page':
      return pageOf(request);
    case 'file':
      return fromKept(request);
    case 'usedFile':
      return fromKeptOnceUsed(request);
    case 'network':
      return null;
  }
};

const answer = (event: FetchEvent): void => {
  const answered = answerOf(event.request);
  if (answered !== null) event.respondWith(answered);
};

addEventListener('install', (event) => (event as LifecycleEvent).waitUntil(install()));
addEventListener('activate', (event) => (event as LifecycleEvent).waitUntil(forgetFormer()));
addEventListener('fetch', (event) => answer(event as FetchEvent));
