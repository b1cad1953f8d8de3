import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSecretBox } from '../../../server/adapters/crypto/secret-box.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';

const [one, two] = [randomBytes(32), randomBytes(32)];
const box = createSecretBox([one]);
const place = 'organization-1/sendingProfile/ana/secret';

const refusal = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return 'opened';
};
const unreadable = expect.objectContaining({ code: 'secret_unreadable' }) as unknown;

describe('V13.3: credentials at rest', () => {
  test.each(['', 'harbour light', 'Grüße 見積書 🚢', 'x'.repeat(10_000)])('opens where it was sealed', (secret) => {
    expect(box.open(place, box.seal(place, secret))).toBe(secret);
  });
  test('V11.3.4: the same secret is never sealed the same way', () => {
    const sealed = Array.from({ length: 1_000 }, () => box.seal(place, 'harbour light'));
    expect(new Set(sealed).size).toBe(1_000);
    expect(sealed.join('')).not.toContain('harbour');
  });
  test.each(['organization-2/sendingProfile/ana/secret', 'organization-1/sendingProfile/ben/secret', ''])(
    'moved to another row (%s) it does not open',
    (other) => {
      const failure = refusal(() => box.open(other, box.seal(place, 'harbour light')));
      expect(failure).toBeInstanceOf(PermanentFailure);
      expect(failure).toEqual(unreadable);
    },
  );
  test('altered anywhere it does not open', () => {
    const sealed = box.seal(place, 'harbour light');
    const content = sealed.split('.')[2] ?? '';
    const bytes = Buffer.from(content, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const text = sealed.replace(content, changed.toString('base64url'));
      expect(
        refusal(() => box.open(place, text)),
        `byte ${at}`,
      ).toEqual(unreadable);
    }
  });
  test.each(['', 'harbour light', 'v1..', 'v2.000000000000.AAAA', 'v1.000000000000.AAAA'])(
    '%j is no sealed text',
    (text) => {
      expect(refusal(() => box.open(place, text))).toEqual(unreadable);
    },
  );
  test('after a change of keys the former ones open and the new one seals', () => {
    const sealed = box.seal(place, 'harbour light');
    const rotated = createSecretBox([two, one]);
    expect(rotated.open(place, sealed)).toBe('harbour light');
    const again = rotated.seal(place, 'harbour light');
    expect(again.split('.')[1]).not.toBe(sealed.split('.')[1]);
    expect(createSecretBox([two]).open(place, again)).toBe('harbour light');
    expect(refusal(() => createSecretBox([two]).open(place, sealed))).toEqual(unreadable);
  });
});
