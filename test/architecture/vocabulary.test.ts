import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readText, sourceFiles } from '../support/tree.ts';

/** Words that say nothing: whatever would carry one has a better name in docs/vocabulary.md. */
const banned = /^(managers?|services?|helpers?|utils?|common|misc|data|info|process|handle)$/;

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());

const isBanned = (name: string): boolean => wordsOf(name).some((word) => banned.test(word)) || /^do[A-Z]/.test(name);

function exportsOf(text: string): string[] {
  const declared = text.matchAll(
    /^export (?:declare )?(?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm,
  );
  const listed = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap((found) => (found[1] ?? '').split(','));
  return [
    ...[...declared].map((found) => found[1] ?? ''),
    ...listed.map((each) => each.split(' as ').at(-1)?.trim() ?? ''),
  ];
}

test('the rule knows what it looks for', () => {
  expect(
    exportsOf('export const one = 1;\nexport { two as handleMail, three };\nexport async function doIt() {}'),
  ).toEqual(['one', 'doIt', 'handleMail', 'three']);
  expect(['mailManager', 'handleMail', 'doIt', 'user-data', 'PersonInfo'].every(isBanned)).toBe(true);
  expect(['document', 'dataset', 'promoteMessage', 'done'].some(isBanned)).toBe(false);
});

test('no file and no folder has a name that says nothing', () => {
  const names = sourceFiles().flatMap((path) => path.replace(/\.[^/]*$/, '').split('/'));
  expect([...new Set(names)].filter(isBanned)).toEqual([]);
});

test('no exported name says nothing', () => {
  const names = sourceFiles().flatMap((path) => exportsOf(readText(path)).map((name) => `${path}: ${name}`));
  expect(names.filter((each) => isBanned(each.slice(each.indexOf(': ') + 2)))).toEqual([]);
});

test('file names are kebab-case', () => {
  const names = sourceFiles().map((path) => basename(path));
  expect(
    names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|contract|fault|config|d))*\.(ts|tsx|mjs|mts)$/.test(name)),
  ).toEqual([]);
});
