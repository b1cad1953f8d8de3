import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedParts } from '../../../server/setup/install.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'correspond-install-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const locked = {
  '': { name: 'correspond' },
  'node_modules/express': { version: '5.3.0' },
  'node_modules/vitest': { version: '4.1.12', dev: true },
  'node_modules/binding-for-another-system': { version: '1.0.0', optional: true },
};

function partsOf(placed: object | string | undefined, lock: object | string = { packages: locked }): string {
  const text = (content: object | string) => (typeof content === 'string' ? content : JSON.stringify(content));
  writeFileSync(join(folder, 'package-lock.json'), text(lock));
  if (placed !== undefined) writeFileSync(join(folder, 'node_modules', '.package-lock.json'), text(placed));
  return installedParts(folder);
}

const { 'node_modules/express': express, 'node_modules/vitest': vitest } = locked;

test('a fresh clone has nothing', () => expect(partsOf(undefined)).toBe('changed'));

test('what npm placed is compared with the lock file, without packages for other systems', () =>
  expect(partsOf({ packages: { 'node_modules/express': express, 'node_modules/vitest': vitest } })).toBe('all'));

test('a folder reduced to what production needs is known as such', () =>
  expect(partsOf({ packages: { 'node_modules/express': express } })).toBe('production'));

test('another version is a change, and so is a missing package', () => {
  const older = { version: '5.2.0' };
  expect(partsOf({ packages: { 'node_modules/express': older, 'node_modules/vitest': vitest } })).toBe('changed');
  expect(partsOf({ packages: { 'node_modules/vitest': vitest } })).toBe('changed');
});

test('a record that was cut off counts as none', () => expect(partsOf('{"packages":')).toBe('changed'));

test('a broken lock file is said, not installed from', () =>
  expect(() => partsOf({ packages: {} }, '{')).toThrow(/package-lock\.json is missing or unreadable/));
