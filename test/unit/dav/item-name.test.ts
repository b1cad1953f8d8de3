import { expect, test } from 'vitest';
import { recordByName } from '../../../server/adapters/dav/item-name.ts';
import { nameOf } from '../../../server/domain/synchronization/item-name.ts';

test.each([
  [`/uma/cards/${nameOf('r-1')}.vcf`, 'r-1'],
  ['/uma/cards/correspond%2Dr-1.vcf', 'r-1'],
  ['/uma/cards/correspond-r-1.ics', null],
  ['/uma/cards/somebody.vcf', null],
])('Y11: %s was written for the record %s', (href, recordId) => {
  expect(recordByName(href, 'vcf')).toBe(recordId);
});

test.each(['/uma/cards/100%.vcf', '/uma/cards/correspond-%E0%A4%A.vcf'])(
  'Y10: %s, which is no right path, is of no record and stops nothing',
  (href) => {
    expect(recordByName(href, 'vcf')).toBeNull();
  },
);
