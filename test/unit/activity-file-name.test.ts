import { expect, test } from 'vitest';
import { safeFileName } from '../../server/domain/activity/file-name.ts';

const hostile: readonly (readonly [string, string])[] = [
  ['../../etc/passwd', '_.._etc_passwd'],
  ['..\\..\\boot.ini', '_.._boot.ini'],
  ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
  ['CON', '_CON'],
  ['com1.txt', '_com1.txt'],
  ['a\0b.txt', 'a_b.txt'],
  ['name. . .', 'name'],
  ['', 'attachment-1'],
  ['///', 'attachment-1'],
  ['Angebot für Pumpen.pdf', 'Angebot für Pumpen.pdf'],
];

test.each(hostile)('a stranger’s file name is never a path or a device: %j', (name, safe) => {
  expect(safeFileName(name, 'attachment-1')).toBe(safe);
});

test('a name as long as a header may be keeps its ending and nothing before its last 150 characters', () => {
  const safe = safeFileName(`${'x'.repeat(100_000)}.pdf`, 'attachment-1');
  expect(Array.from(safe)).toHaveLength(150);
  expect(safe.endsWith('.pdf')).toBe(true);
  expect(safeFileName('. '.repeat(50_000), 'attachment-1')).toBe('attachment-1');
});
