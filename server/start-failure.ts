import type { Config } from './config/config.ts';
import { PermanentFailure, TemporaryFailure } from './ports/failure.ts';

/** What the world said, from the outermost error to its first cause. */
interface Said {
  readonly code: string;
  readonly syscall: string;
  readonly port: number | null;
}

const unreachable = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P03)$/;
const unwritable = /^(EACCES|EPERM|EROFS|ENOTDIR|EISDIR|ENOSPC|EDQUOT|ELOOP|ENAMETOOLONG)$/;

/** The sentence for a person whose settings or machine do not let the program start; null when we are wrong ourselves. */
export function whyNotStarted(error: unknown, config: Config): string | null {
  for (const said of causesOf(error)) {
    const sentence = aboutSockets(said, config) ?? aboutDatabase(said, config) ?? aboutFiles(said, config);
    if (sentence !== null) return sentence;
  }
  return error instanceof PermanentFailure || error instanceof TemporaryFailure ? error.message : null;
}

function causesOf(error: unknown): Said[] {
  if (!(error instanceof Error)) return [];
  const { code, syscall, port } = error as { code?: unknown; syscall?: unknown; port?: unknown };
  const said: Said = {
    code: typeof code === 'string' ? code : '',
    syscall: typeof syscall === 'string' ? syscall : '',
    port: typeof port === 'number' ? port : null,
  };
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [said, ...[...inner, error.cause].flatMap(causesOf)];
}

function aboutSockets({ code, syscall, port }: Said, config: Config): string | null {
  if (code.startsWith('ERR_OSSL') && config.tls.mode === 'files') {
    return 'The certificate of TLS_CERT and the key of TLS_KEY do not work together: both must be PEM and belong to each other.';
  }
  if (syscall !== 'listen' || port === null) return null;
  const setting = port === config.simulatorPort ? 'SIMULATOR_PORT' : 'PORT';
  if (code === 'EADDRINUSE') {
    return `Port ${port} is used by another program: stop that one, or choose another with ${setting} (0 takes any free port).`;
  }
  return `Port ${port} cannot be listened on (${code}): choose another with ${setting}; those below 1024 want more rights.`;
}

function aboutDatabase({ code }: Said, config: Config): string | null {
  if (config.database.engine === 'sqlite') return aboutDatabaseFile(code, config.database.path);
  const { hostname, port, pathname } = new URL(config.database.url);
  const place = `${hostname === '' ? 'the local socket' : hostname}${port === '' ? '' : `:${port}`}`;
  if (unreachable.test(code))
    return `The PostgreSQL of DATABASE_URL does not answer at ${place} (${code}): is it running?`;
  if (/^28/.test(code)) return `The PostgreSQL at ${place} refuses the user or the secret of DATABASE_URL.`;
  if (code === '3D000')
    return `PostgreSQL has no database "${pathname.slice(1)}": make it (createdb), or mend DATABASE_URL.`;
  if (code === '42501') return `The user of DATABASE_URL may not make tables in "${pathname.slice(1)}": grant it.`;
  return null;
}

function aboutDatabaseFile(code: string, path: string): string | null {
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(code)) {
    return `The database file ${path} cannot be opened for writing: see to the rights of DATA_DIR.`;
  }
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    return `The file ${path} is no database or is damaged: bring back a copy, or name another DATA_DIR.`;
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return `The database file ${path} is held by another program: stop that one.`;
  return null;
}

function aboutFiles({ code, syscall }: Said, config: Config): string | null {
  if (!unwritable.test(code) || !/^(mkdir|open|link|rename|copyfile)$/.test(syscall)) return null;
  return `The folder ${config.dataDir} cannot be written (${code}): see to its rights, or name another with DATA_DIR.`;
}
