import { expect, test } from 'vitest';
import { exportName } from '../../../server/domain/holds/export-name.ts';

test.each([
  ['<one@fabrikam.example>', '001-one@fabrikam.example.eml'],
  ['<../../etc/passwd>', '001-etc_passwd.eml'],
  ['<a\\b:c*"d@x>', '001-a_b_c_d@x.eml'],
  ['<...>', '001.eml'],
  ['<año@fabrikam.example>', '001-a_o@fabrikam.example.eml'],
  [`<${'a'.repeat(101)}>`, `001-${'a'.repeat(100)}.eml`],
  [null, '001.eml'],
])('A14: a held mail %s is exported as %s', (messageId, name) => {
  expect(exportName(0, messageId)).toBe(name);
});
