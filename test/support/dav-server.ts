import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRadicale } from '../setup/programs.ts';
import { freePort, keepProgram, untilItListens } from './child-program.ts';

/** The person at the other end: works in the collections with a program of their own. */
export interface DavPerson {
  /** Makes an address book; gives its path. */
  makeBook(name: string): Promise<string>;
  /** Makes a calendar for appointments and tasks; gives its path. */
  makeCalendar(name: string): Promise<string>;
  put(path: string, text: string, type?: string): Promise<void>;
  get(path: string): Promise<string | null>;
  remove(path: string): Promise<void>;
  /** Paths of the items of a collection, in order. */
  list(path: string): Promise<string[]>;
}

/** Who signs in, and what they have there. */
interface DavUser {
  readonly user: string;
  readonly secret: string;
  readonly person: DavPerson;
}

/** A server of this test's own on loopback with the user `ben` and `Secret-1`, and a colleague. */
export interface DavServer extends DavUser, AsyncDisposable {
  /** `http://127.0.0.1:PORT/`. */
  readonly url: string;
  readonly colleague: DavUser;
  stop(): Promise<void>;
  /** Starts again on the same port over the same items. */
  start(): Promise<void>;
}

const credentials = { user: 'ben', secret: 'Secret-1' } as const;
const colleagues = { user: 'carla', secret: 'Secret-2' } as const;

const book = `<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>
<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype></d:prop></d:set></d:mkcol>`;

const personAt = (origin: string, { user, secret }: Omit<DavUser, 'person'>): DavPerson => {
  const authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  const ask = async (method: string, path: string, body?: string, type = 'text/xml') => {
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': type }), depth: '1' };
    const answer = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    if (!answer.ok && answer.status !== 404) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return answer.status === 404 ? null : text;
  };
  return {
    makeBook: async (name) => {
      const path = `/${user}/${name}/`;
      await ask('MKCOL', path, book);
      return path;
    },
    makeCalendar: async (name) => {
      const path = `/${user}/${name}/`;
      await ask('MKCALENDAR', path);
      return path;
    },
    put: async (path, text, type = 'text/vcard') => {
      await ask('PUT', path, text, type);
    },
    get: (path) => ask('GET', path),
    remove: async (path) => {
      await ask('DELETE', path);
    },
    list: async (path) => {
      const text = (await ask('PROPFIND', path)) ?? '';
      const hrefs = [...text.matchAll(/<(?:\w+:)?href>([^<]+)</g)].map((found) => found[1] ?? '');
      return hrefs.filter((href) => !href.endsWith('/')).sort();
    },
  };
};

/** Radicale on loopback; whoever started it disposes of it. */
export const startRadicale = async (): Promise<DavServer> => {
  const program = findRadicale();
  if (program === null) throw new Error('Radicale is missing; npm test says how to get it.');
  const folder = mkdtempSync(join(tmpdir(), 'radicale-'));
  const port = await freePort();
  const lines = [credentials, colleagues].map(({ user, secret }) => `${user}:${secret}\n`);
  writeFileSync(join(folder, 'users'), lines.join(''));
  writeFileSync(
    join(folder, 'config'),
    `[server]
hosts = 127.0.0.1:${port}
max_connections = 100
[auth]
type = htpasswd
htpasswd_filename = ${folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = ${folder}/collections
[logging]
level = warning
`,
  );
  const launch = () =>
    keepProgram(spawn(program, ['--config', join(folder, 'config')], { stdio: ['ignore', 'pipe', 'pipe'] }));
  let running = launch();
  await untilItListens(port, running);
  const origin = `http://127.0.0.1:${port}`;
  return {
    ...credentials,
    url: `${origin}/`,
    person: personAt(origin, credentials),
    colleague: { ...colleagues, person: personAt(origin, colleagues) },
    stop: () => running.stop(),
    start: async () => {
      running = launch();
      await untilItListens(port, running);
    },
    [Symbol.asyncDispose]: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
