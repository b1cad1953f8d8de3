import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentFailure } from '../../ports/failure.ts';

/** A certificate and the private key that belongs to it, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

const block = (kind: string): RegExp => new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----\n?`);

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const refused = (directory: string, cause: unknown): PermanentFailure =>
  new PermanentFailure(
    `The certificate cannot be kept in ${directory}. Give this user the right to write there, or set DATA_DIR to a folder where it may.`,
    { code: 'certificate_not_stored', cause },
  );

/** Folder for this user alone; everything in it but public certificates holds a private key. */
export const makeFolder = async (directory: string): Promise<void> => {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw refused(directory, cause);
  }
};

const aside = (directory: string): string => join(directory, `.${randomBytes(6).toString('hex')}`);

/** null when the file is absent or holds no pair: then a new one is made. */
export const readPair = async (directory: string, name: string): Promise<KeyPair | null> => {
  try {
    const text = await readFile(join(directory, name), 'utf8');
    const cert = block('CERTIFICATE').exec(text)?.[0];
    const key = block('PRIVATE KEY').exec(text)?.[0];
    return cert === undefined || key === undefined ? null : { cert, key };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw refused(directory, cause);
  }
};

/** One file for both, so that a crash between two writes cannot leave a key beside a foreign certificate. */
export const writePair = async (directory: string, name: string, pair: KeyPair): Promise<void> =>
  writeWhole(directory, name, { text: pair.cert + pair.key, mode: 0o600 });

/** Replaces a file in one step: a reader sees the old or the new one. */
export const writeWhole = async (
  directory: string,
  name: string,
  { text, mode }: { text: string; mode: number },
): Promise<void> => {
  const temporary = aside(directory);
  try {
    await writeFile(temporary, text, { mode, flag: 'wx' });
    await rename(temporary, join(directory, name));
  } catch (cause) {
    await rm(temporary, { force: true });
    throw refused(directory, cause);
  }
};

/** Of two processes that make a pair at once, both get the one that was first; a file without a pair is replaced. */
export const keepFirstPair = async (directory: string, name: string, pair: KeyPair): Promise<KeyPair> => {
  const temporary = aside(directory);
  try {
    await writeFile(temporary, pair.cert + pair.key, { mode: 0o600, flag: 'wx' });
    await link(temporary, join(directory, name));
    return pair;
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw refused(directory, cause);
    const first = await readPair(directory, name);
    if (first !== null) return first;
    await writePair(directory, name, pair);
    return pair;
  } finally {
    await rm(temporary, { force: true });
  }
};
