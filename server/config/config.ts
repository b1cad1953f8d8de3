import { isAbsolute, join, resolve } from 'node:path';
import {
  checkDatabaseUrl,
  checkFrameAncestors,
  checkNetworks,
  checkOfficeJsUrl,
  checkPublicUrl,
  checkTrustProxy,
} from './addresses.ts';
import { checkWholeNumber, checkWord, checkWords, mistake, value, type Checked } from './checked.ts';
import { type OutlookApplication, readOutlookApplication } from './outlook-application.ts';
import { checkSmtpUrl, localRelay, type SmtpRelay } from './smtp-url.ts';

const parts = ['http', 'router', 'outbox', 'sync'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What this process runs of the product. */
export type Part = (typeof parts)[number];
export type LogLevel = (typeof logLevels)[number];

/** The whole of the settings, checked and frozen; paths are absolute. */
export interface Config {
  /** 0 = any free port. */
  readonly port: number;
  /** Port of the simulated Outlook; 0 = any free port. */
  readonly simulatorPort: number;
  readonly dataDir: string;
  readonly database:
    { readonly engine: 'sqlite'; readonly path: string } | { readonly engine: 'postgres'; readonly url: string };
  /** Origin without a slash at its end; null: https://localhost with the real port. */
  readonly publicUrl: string | null;
  readonly tls:
    | { readonly mode: 'off' }
    | { readonly mode: 'files'; readonly cert: string; readonly key: string }
    | { readonly mode: 'selfMade' };
  readonly demo: boolean;
  readonly secretKey:
    | { readonly from: 'text'; readonly text: string }
    | { readonly from: 'file'; readonly path: string }
    | { readonly from: 'generated'; readonly path: string };
  readonly services: readonly Part[];
  /** null: organizations without settings of their own cannot send (DEMO uses the sandbox). */
  readonly smtp: SmtpRelay | null;
  readonly logLevel: LogLevel;
  readonly officeJsUrl: string;
  /** Null: no Outlook synchronizes by itself. */
  readonly outlookApplication: OutlookApplication | null;
  /** As Express understands `trust proxy`; 0 trusts nobody. */
  readonly trustProxy: number | readonly string[];
  readonly frameAncestors: readonly string[];
  /** Inner networks that hosts given by HTTP may be in: `10.1.0.0/16`. */
  readonly allowedNetworks: readonly string[];
}

/** One setting that cannot be used as it stands, and what to write instead. */
export interface Mistake {
  readonly setting: string;
  readonly message: string;
}

export type ConfigReading =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Setting any of these says that the installation is somebody's own; the rest only says where it listens and talks. */
const ownWorld = [
  'DATA_DIR',
  'DATABASE_URL',
  'PUBLIC_URL',
  'TLS_CERT',
  'TLS_KEY',
  'TLS',
  'SECRET_KEY',
  'SECRET_KEY_FILE',
  'SERVICES',
  'SMTP_URL',
  'TRUST_PROXY',
  'FRAME_ANCESTORS',
  'OUTLOOK_CLIENT_ID',
];

const officeJs = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

/** Settings from an environment; an empty text counts as absent. `isReadable` answers whether a file can be read. */
export function readConfig(env: Environment, cwd: string, isReadable = (_path: string) => true): ConfigReading {
  const mistakes: Mistake[] = [];
  const text = (setting: string): string | undefined => env[setting]?.trim() || undefined;
  const refuse = (setting: string, message: string) => mistakes.push({ setting, message });
  const take = <T>(setting: string, absent: T, check: (text: string) => Checked<T>): T => {
    const given = text(setting);
    if (given === undefined) return absent;
    const checked = check(given);
    if (checked.kind === 'value') return checked.value;
    refuse(setting, checked.message);
    return absent;
  };
  const path = (given: string) => (isAbsolute(given) ? given : resolve(cwd, given));
  const file = (given: string): Checked<string> =>
    isReadable(path(given)) ? value(path(given)) : mistake('names a file that cannot be read; check path and rights.');

  const port = take('PORT', 3000, (given) => checkWholeNumber(given, 0, 65_535));
  const nextPort = port === 0 || port === 65_535 ? 0 : port + 1;
  const simulatorPort = take('SIMULATOR_PORT', nextPort, (given) => checkWholeNumber(given, 0, 65_535));
  if (port !== 0 && port === simulatorPort)
    refuse('SIMULATOR_PORT', 'must differ from PORT; write 0 for any free port.');

  const dataDir = path(text('DATA_DIR') ?? 'data');
  const databaseUrl = take<string | null>('DATABASE_URL', null, checkDatabaseUrl);
  const nothingConfigured = ownWorld.every((setting) => text(setting) === undefined);
  const demo = take('DEMO', nothingConfigured, checkSwitch);
  const config: Config = {
    port,
    simulatorPort,
    dataDir,
    database:
      databaseUrl === null
        ? { engine: 'sqlite', path: join(dataDir, 'correspond.sqlite') }
        : { engine: 'postgres', url: databaseUrl },
    publicUrl: take<string | null>('PUBLIC_URL', null, checkPublicUrl),
    tls: readTls(text, take, file, refuse),
    demo,
    secretKey: readSecretKey(dataDir, take, file, refuse),
    services: take<readonly Part[]>('SERVICES', parts, (given) => checkWords(given, parts)),
    smtp: take<SmtpRelay | null>('SMTP_URL', demo ? null : localRelay, checkSmtpUrl),
    logLevel: take<LogLevel>('LOG_LEVEL', 'info', (given) => checkWord(given, logLevels)),
    officeJsUrl: take('OFFICE_JS_URL', officeJs, checkOfficeJsUrl),
    outlookApplication: readOutlookApplication(text, take, refuse),
    trustProxy: take<number | readonly string[]>('TRUST_PROXY', 0, checkTrustProxy),
    frameAncestors: take<readonly string[]>('FRAME_ANCESTORS', [], checkFrameAncestors),
    allowedNetworks: take<readonly string[]>('ALLOWED_NETWORKS', [], checkNetworks),
  };
  return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'config', config: frozen(config) };
}

type Take = <T>(setting: string, absent: T, check: (text: string) => Checked<T>) => T;
type FileCheck = (given: string) => Checked<string>;
type Refuse = (setting: string, message: string) => void;

function checkSwitch(text: string): Checked<boolean> {
  if (text === '1' || text === '0') return value(text === '1');
  return mistake('must be 1 (with the demonstration world) or 0 (without).');
}

function readTls(
  text: (setting: string) => string | undefined,
  take: Take,
  file: FileCheck,
  refuse: Refuse,
): Config['tls'] {
  const off = take<'off' | null>('TLS', null, (given) => checkWord(given, ['off'] as const));
  const cert = take<string | null>('TLS_CERT', null, file);
  const key = take<string | null>('TLS_KEY', null, file);
  const [certGiven, keyGiven] = [text('TLS_CERT') !== undefined, text('TLS_KEY') !== undefined];
  if (certGiven && !keyGiven) refuse('TLS_KEY', 'is missing; TLS_CERT needs the private key that belongs to it.');
  if (keyGiven && !certGiven) refuse('TLS_CERT', 'is missing; TLS_KEY needs the certificate that belongs to it.');
  if (off !== null && (certGiven || keyGiven))
    refuse('TLS', 'is off although a certificate is given; keep one of them.');
  if (off !== null) return { mode: 'off' };
  return cert !== null && key !== null ? { mode: 'files', cert, key } : { mode: 'selfMade' };
}

function readSecretKey(dataDir: string, take: Take, file: FileCheck, refuse: Refuse): Config['secretKey'] {
  const text = take<string | null>('SECRET_KEY', null, (given) =>
    given.length >= 32 ? value(given) : mistake('is too short; use at least 32 characters that nobody can guess.'),
  );
  const path = take<string | null>('SECRET_KEY_FILE', null, file);
  if (text !== null && path !== null) refuse('SECRET_KEY', 'and SECRET_KEY_FILE are both given; keep one of them.');
  if (text !== null) return { from: 'text', text };
  return path === null ? { from: 'generated', path: join(dataDir, 'secret.key') } : { from: 'file', path };
}

function frozen<T extends object>(of: T): T {
  for (const inner of Object.values(of)) {
    if (typeof inner === 'object' && inner !== null) frozen(inner);
  }
  return Object.freeze(of);
}

/** The one message that is printed when the settings cannot be used. */
export function describeMistakes(mistakes: readonly Mistake[]): string {
  const lines = mistakes.map(({ setting, message }) => `  ${setting} ${message}`);
  return ['Correspond cannot start with these settings (environment or .env):', ...lines].join('\n');
}
