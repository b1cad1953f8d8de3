import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, readText, root } from '../support/tree.ts';

interface Package {
  readonly name: string;
  readonly bin: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}

const manifest = JSON.parse(readText('package.json')) as Package;

test('the top level is as given', () => {
  const names = readdirSync(root);
  const given = ['package.json', 'manifest.xml', 'addin', 'server', 'shared', 'test', 'README.md', 'docs', '.ci'];
  expect(given.filter((name) => !names.includes(name))).toEqual([]);
  const made = ['node_modules', 'dist', 'data', 'coverage', '.git', '.env'];
  const settings = [
    'package-lock.json',
    'tsconfig.json',
    'vitest.config.ts',
    'eslint.config.mjs',
    'knip.json',
    'LICENSE',
  ];
  const known = new Set([...given, ...made, ...settings]);
  expect(names.filter((name) => !known.has(name) && !/^\.(?!env)/.test(name) && !name.endsWith('.log'))).toEqual([]);
});

test('dependencies are pinned to exact versions', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('only the database engine may run a script when it is installed', () => {
  expect(Object.entries(manifest.allowScripts).filter(([, may]) => may)).toEqual([['better-sqlite3', true]]);
});

test('the lock file names versions and checksums, no place of download', () => {
  const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
  const places = Object.entries(lock.packages).filter(([, entry]) => 'resolved' in entry);
  expect(places.map(([name]) => name)).toEqual([]);
  const unsure = Object.entries(lock.packages).filter(([name, entry]) => name !== '' && !('integrity' in entry));
  expect(unsure.map(([name]) => name)).toEqual([]);
});

test('nothing names a path of one machine or a host of a package registry', () => {
  const machine = /(?:^|[\s"'`(=])\/(?:work|root)\/\w/m;
  const here = [root.replace(/[\\/]$/, ''), homedir()].filter((path) => path.length > 4);
  const registry = new RegExp(['registry', '(?:npmjs|yarnpkg|npmmirror)'].join('\\.'));
  const written = filesBelow('', /\.(ts|tsx|mjs|json|md|xml|html|css|yml|txt)$|^run$|^\.[a-z]+rc$/);
  const texts = written.filter((path) => path !== 'package-lock.json' && !path.startsWith('test/fixtures/'));
  const names = (text: string) =>
    machine.test(text) || registry.test(text) || here.some((path) => text.includes(`${path}/`));
  expect(texts.filter((path) => names(readText(path)))).toEqual([]);
});

test('what is started by its name can be started', () => {
  const programs = ['.ci/run', ...Object.values(manifest.bin)];
  const plain = programs.filter((path) => (statSync(join(root, path)).mode & 0o111) === 0);
  expect(process.platform === 'win32' ? [] : plain).toEqual([]);
  expect(programs.filter((path) => !readText(path).startsWith('#!/usr/bin/env '))).toEqual([]);
});
