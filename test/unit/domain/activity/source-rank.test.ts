import { expect, test } from 'vitest';
import { isBetterSource } from '../../../../server/domain/activity/source-rank.ts';

const worstFirst = ['metadata', 'reconstructed', 'original'] as const;

test.each(worstFirst.flatMap((candidate, a) => worstFirst.map((stored, b) => [candidate, stored, a > b] as const)))(
  'A5: %s replaces %s: %s',
  (candidate, stored, better) => {
    expect(isBetterSource(candidate, stored)).toBe(better);
  },
);
