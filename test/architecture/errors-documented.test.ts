import { expect, test } from 'vitest';
import { errorStatus } from '#shared/contracts/errors.ts';
import { readText } from '../support/tree.ts';

/** Rows of the table of codes: `| 404 | \`not_found\` | … | … |`. */
const rows = [...readText('docs/errors.md').matchAll(/^\| (\d{3}) +\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];

test('docs/errors.md has every code with its status, when it comes and what to do, and no other', () => {
  const described = rows.map(([, status, code]) => [code, Number(status)]);
  expect(Object.fromEntries(described)).toEqual(errorStatus);
  expect(described).toHaveLength(Object.keys(errorStatus).length);
});
