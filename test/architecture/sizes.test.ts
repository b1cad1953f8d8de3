import { expect, test } from 'vitest';
import { readText, sourceFiles } from '../support/tree.ts';

const linesOf = (path: string): number => readText(path).split('\n').length - 1;

test('no source file is over 300 lines', () => {
  expect(sourceFiles().filter((path) => linesOf(path) > 300)).toEqual([]);
});

test('half of the product’s files are at most 100 lines', () => {
  const product = sourceFiles().filter((path) => !path.startsWith('test/'));
  const sizes = product.map(linesOf).sort((one, other) => one - other);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100);
});
