import { expect, test } from 'vitest';
import { refusalCells } from './refusals.ts';

test.each(refusalCells)('F3: $name -> $wanted', async ({ run, wanted }) => {
  expect(await run()).toBe(wanted);
});

test('F3: there are at least 40 cells', () => {
  expect(refusalCells.length).toBeGreaterThanOrEqual(40);
});
