import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, readText, root } from '../support/tree.ts';

const pages = (): string[] => ['README.md', ...filesBelow('docs', /\.md$/)];

/** The part after # that a heading answers to, as GitHub makes it. */
const anchorsOf = (page: string): string[] =>
  [...readText(page).matchAll(/^#{1,6} (.+)$/gm)].map((heading) =>
    (heading[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  if (!existsSync(join(root, target))) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
}

test('every relative link in README and docs leads to a file, and to a heading where it names one', () => {
  const dead = pages().flatMap((page) => {
    const links = [...readText(page).matchAll(/\]\(([^()\s]+)\)/g)].map((found) => found[1] ?? '');
    return links.filter((link) => !/^[a-z]+:/.test(link) && isDead(page, link)).map((link) => `${page}: ${link}`);
  });
  expect(dead).toEqual([]);
});

test('README leads to every page of docs', () => {
  const readme = readText('README.md');
  expect(filesBelow('docs', /\.md$/).filter((page) => !readme.includes(`(${page}`))).toEqual([]);
});

test('every setting that is read is described', () => {
  const read = [...readText('server/config/config.ts').matchAll(/'([A-Z][A-Z_]{3,})'/g)].map((found) => found[1] ?? '');
  const described = readText('docs/settings.md');
  expect([...new Set(read)].filter((setting) => !described.includes(`\`${setting}\``))).toEqual([]);
});

test('every script of package.json is described', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
  const described = readText('README.md') + readText('docs/development.md') + readText('docs/testing.md');
  const named = (script: string) => (['start', 'test'].includes(script) ? `npm ${script}` : `npm run ${script}`);
  expect(Object.keys(scripts).filter((script) => !described.includes(named(script)))).toEqual([]);
});
