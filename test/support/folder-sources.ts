import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '#shared/model/instant.ts';
import type { MessageOrigin } from '../../server/domain/mailbox/message-origin.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import type {
  FetchAsked,
  FetchedMessage,
  FetchEnd,
  MailSource,
  MailSources,
  SourceCursor,
  SourceProfile,
} from '../../server/ports/mail-source.ts';
import { originKey } from '../../server/domain/mailbox/message-origin.ts';

export const rightSecret = 'open sesame';

/** A folder of `.eml` files that stands for a mailbox on a server; its path is the name one signs in with. */
export interface MailFolder {
  readonly path: string;
  /** Puts a mail in; `at`: when it came (the clock of this machine when absent). */
  put(mail: string | Uint8Array, at?: Date): void;
  /** What lies there now, by number. */
  numbers(): number[];
  /** The server cannot be reached, or can again. */
  breakDown(broken: boolean): void;
  /** All numbers are given anew, as after a change of UIDVALIDITY. */
  renumber(): void;
}

const nameOf = (uid: number): string => `${String(uid).padStart(8, '0')}.eml`;
const numbersIn = (path: string): number[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => Number(name.slice(0, 8)))
    .sort((a, b) => a - b);
const readNumber = (path: string, name: string): number =>
  existsSync(join(path, name)) ? Number(readFileSync(join(path, name), 'utf8')) : 1;

export const mailFolder = (path: string): MailFolder => {
  mkdirSync(path, { recursive: true });
  return {
    path,
    put: (mail, at) => {
      const uid = readNumber(path, 'next');
      writeFileSync(join(path, 'next'), String(uid + 1));
      const file = join(path, nameOf(uid));
      writeFileSync(file, typeof mail === 'string' ? mail.replace(/\r?\n/g, '\r\n') : mail);
      if (at !== undefined) utimesSync(file, at, at);
    },
    numbers: () => numbersIn(path),
    breakDown: (broken) => (broken ? writeFileSync(join(path, 'broken'), '') : rmSync(join(path, 'broken'))),
    renumber: () => writeFileSync(join(path, 'validity'), String(readNumber(path, 'validity') + 1)),
  };
};

const signIn = ({ settings, secret }: SourceProfile): string => {
  const path = settings.signIn.user;
  if (existsSync(join(path, 'broken')))
    throw new TemporaryFailure('The mail server does not answer.', { code: 'connection_failed' });
  if (secret !== rightSecret)
    throw new PermanentFailure('The mail server refuses user or secret.', { code: 'sign_in_refused' });
  return path;
};

interface Place {
  readonly validity: number;
  readonly uid: number;
}

const beginning = (path: string, asked: FetchAsked): Place => {
  const validity = readNumber(path, 'validity');
  if (asked.cursor !== null) {
    const place = JSON.parse(asked.cursor) as Place;
    return place.validity === validity ? place : { validity, uid: 0 };
  }
  if (asked.from === null) return { validity, uid: readNumber(path, 'next') - 1 };
  return { validity, uid: 0 };
};

const originOf = (profile: SourceProfile, { validity, uid }: Place): MessageOrigin =>
  profile.settings.protocol === 'pop3'
    ? { protocol: 'pop3', uidl: `${validity}.${uid}` }
    : { protocol: 'imap', folder: 'INBOX', uidValidity: String(validity), uid };

const mailAt = (profile: SourceProfile, path: string, place: Place, maxBytes: number): FetchedMessage => {
  const file = join(path, nameOf(place.uid));
  const { size, mtimeMs } = statSync(file);
  return {
    origin: originOf(profile, place),
    bytes: size > maxBytes ? null : new Uint8Array(readFileSync(file)),
    sizeBytes: size,
    arrivedAt: Math.floor(mtimeMs) as Instant,
    folder: profile.settings.protocol === 'pop3' ? null : 'INBOX',
    categories: [],
    cursor: JSON.stringify(place) as SourceCursor,
  };
};

async function* fetchFrom(
  profile: SourceProfile,
  asked: FetchAsked,
  signal: AbortSignal,
): AsyncGenerator<FetchedMessage, FetchEnd, undefined> {
  const path = signIn(profile);
  const begin = beginning(path, asked);
  const { validity } = begin;
  const since = asked.cursor === null ? asked.from : null;
  let { uid: last } = begin;
  let given = 0;
  for (const uid of numbersIn(path).filter((one) => one > begin.uid)) {
    const place = { validity, uid };
    const cursor = JSON.stringify({ validity, uid: last }) as SourceCursor;
    if (given === asked.limit || signal.aborted) return { cursor, more: true };
    last = uid;
    const mail = mailAt(profile, path, place, asked.maxBytes);
    if (since !== null && mail.arrivedAt !== null && mail.arrivedAt < since) continue;
    if ((await asked.known([originKey(mail.origin)])).size > 0) continue;
    given += 1;
    yield mail;
  }
  return { cursor: JSON.stringify({ validity, uid: last }) as SourceCursor, more: false };
}

const uidOf = (origin: MessageOrigin): number =>
  origin.protocol === 'imap' ? origin.uid : Number(originKey(origin).match(/\.(\d+)/)?.[1]);

const untilChanged = (path: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch(path);
    const end = () => {
      watcher.close();
      resolve();
    };
    watcher.once('change', end);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  });

const openSource = (profile: SourceProfile): MailSource => ({
  fetch: (asked, signal) => fetchFrom(profile, asked, signal),
  settle: (origins, how) => {
    const path = signIn(profile);
    for (const origin of origins) if (how.kind === 'delete') rmSync(join(path, nameOf(uidOf(origin))), { force: true });
    return Promise.resolve();
  },
  watch: (signal) => untilChanged(signIn(profile), signal),
  [Symbol.asyncDispose]: () => Promise.resolve(),
});

/** Mailboxes over folders of files: tests of rules that need no mail server. */
export const folderSources: MailSources = {
  open: openSource,
  finder: () => null,
  folders: (profile) => {
    signIn(profile);
    const inbox = profile.settings.protocol === 'pop3' ? null : 'INBOX';
    return Promise.resolve({ names: inbox === null ? [] : [inbox], inbox, sent: null });
  },
  test: (profile) => {
    const step = (name: 'connect' | 'auth', passed: boolean) => ({
      step: name,
      passed,
      answer: '',
      remedy: passed ? null : 'Look at what was entered.',
    });
    try {
      signIn(profile);
      return Promise.resolve([step('connect', true), step('auth', true)]);
    } catch (error) {
      return Promise.resolve([step(error instanceof TemporaryFailure ? 'connect' : 'auth', false)]);
    }
  },
};
