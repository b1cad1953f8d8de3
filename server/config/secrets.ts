import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PermanentFailure } from '../ports/failure.ts';
import type { Config } from './config.ts';

/** The installation's key, handed out only as a separate key per purpose. */
export interface Secrets {
  /** 32 bytes, the same for the same key and purpose; a leak of one says nothing about another (HKDF, RFC 5869). */
  derive(purpose: string): Uint8Array;
}

const shortest = 32;

/** A key for as long as this process runs: what it signs means nothing afterwards. */
export const passingSecrets = (): Secrets => secretsOf(randomBytes(32).toString('base64url'));

const secretsOf = (key: string): Secrets => ({
  derive: (purpose) => new Uint8Array(hkdfSync('sha256', key, 'correspond', purpose, 32)),
});

/** Reads the key that the settings name, or makes one readable by this user alone. Throws a sentence for people. */
export function openSecrets(secretKey: Config['secretKey']): Secrets {
  return secretsOf(keyText(secretKey));
}

function keyText(secretKey: Config['secretKey']): string {
  switch (secretKey.from) {
    case 'text':
      return secretKey.text;
    case 'file':
      return readKey(secretKey.path);
    case 'generated':
      makeKey(secretKey.path);
      return readKey(secretKey.path);
  }
}

function readKey(path: string): string {
  const text = readFileSync(path, 'utf8').trim();
  if (text.length >= shortest) return text;
  const message = `The key file ${path} is too short: it must hold at least ${shortest} characters.`;
  throw new PermanentFailure(message, { code: 'secret_key_too_short' });
}

/** Written aside and linked into place: of two processes that start at once, both read the one key that won. */
function makeKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside);
  }
}
