import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecrets } from '../../../server/config/secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'correspond-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a key is made once, for this user alone, and read from then on', () => {
  const path = join(folder, 'data', 'secret.key');
  const first = openSecrets({ from: 'generated', path }).derive('credentials');
  const second = openSecrets({ from: 'generated', path }).derive('credentials');
  expect(second).toEqual(first);
  expect(first).toHaveLength(32);
  expect(readFileSync(path, 'utf8').trim()).toHaveLength(43);
  expect(readdirSync(join(folder, 'data'))).toEqual(['secret.key']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('each purpose has a key of its own, and each installation too', () => {
  const secrets = openSecrets({ from: 'text', text: 'a'.repeat(32) });
  expect(secrets.derive('credentials')).not.toEqual(secrets.derive('tokens'));
  expect(openSecrets({ from: 'text', text: 'b'.repeat(32) }).derive('tokens')).not.toEqual(secrets.derive('tokens'));
});

test('a key file counts without the line end that editors add', () => {
  const path = join(folder, 'key');
  writeFileSync(path, `${'a'.repeat(32)}\n`);
  expect(openSecrets({ from: 'file', path }).derive('x')).toEqual(
    openSecrets({ from: 'text', text: 'a'.repeat(32) }).derive('x'),
  );
});

test('a key file that is too short is refused, not used', () => {
  const path = join(folder, 'key');
  writeFileSync(path, `${'a'.repeat(31)}\n`);
  expect(() => openSecrets({ from: 'file', path })).toThrow(/at least 32 characters/);
  expect(() => openSecrets({ from: 'generated', path })).toThrow(/at least 32 characters/);
});
