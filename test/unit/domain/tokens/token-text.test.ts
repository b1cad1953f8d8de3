import { describe, expect, test } from 'vitest';
import { defaultTokenSettings, TokenSettings } from '#shared/model/tracking-token.ts';
import { createTokenSigner } from '../../../../server/adapters/crypto/hmac-token-signer.ts';
import { subjectWithToken } from '../../../../server/domain/tokens/subject-with-token.ts';
import { isNearlyUsedUp, signedId, writeClassic, writeSigned } from '../../../../server/domain/tokens/token-text.ts';
import { tokensIn } from '../../../../server/domain/tokens/read-tokens.ts';

const classic: TokenSettings = { ...defaultTokenSettings, mode: 'classic' };
const signer = createTokenSigner((purpose) => new TextEncoder().encode(`a key for ${purpose}`));

describe('T1: the classic token', () => {
  test.each([
    [{ user: 1, mail: 1 }, {}, 'CRM:0001001'],
    [{ user: 1, mail: 2 }, {}, 'CRM:0001002'],
    [{ user: 12, mail: 345 }, {}, 'CRM:0012345'],
    [{ user: 1, mail: 1 }, { userBase: 500 }, 'CRM:0501001'],
    [{ user: 1, mail: 1 }, { prefix: 'Ref ', userDigits: 1, counterDigits: 1 }, 'Ref 011'],
    [{ user: 1, mail: 1 }, { userDigits: 10, counterDigits: 9 }, 'CRM:00000000001000000001'],
    [{ user: 1, mail: 1 }, { userBase: 2_147_483_647, userDigits: 10 }, 'CRM:02147483648001'],
  ] as const)('%j %j: %s', (numbers, changes, text) => {
    expect(writeClassic({ ...classic, ...changes }, numbers).text).toBe(text);
  });

  test('T5: the counter begins again after its last, and never with 0', () => {
    const counters = [998, 999, 1000, 1998, 1999].map((mail) =>
      writeClassic(classic, { user: 1, mail }).text.slice(-3),
    );
    expect(counters).toEqual(['998', '999', '001', '999', '001']);
  });

  test('T5: at 90 % of the counter once a round', () => {
    const near = Array.from({ length: 2_000 }, (_, index) => index + 1).filter((mail) => isNearlyUsedUp(classic, mail));
    expect(near).toEqual([900, 900 + 999]);
  });
});

describe('T2: the bounds of the settings', () => {
  test.each([
    ['prefix', 'x', 'x'.repeat(20), '', 'x'.repeat(21)],
    ['userDigits', 1, 10, 0, 11],
    ['counterDigits', 1, 9, 0, 10],
    ['userBase', 0, 2_147_483_647, -1, 2_147_483_648],
  ] as const)('%s', (field, least, most, ...wrong) => {
    for (const value of [least, most])
      expect(TokenSettings.safeParse({ ...classic, [field]: value }).success).toBe(true);
    for (const value of [...wrong, null, 1.5, Number.NaN, '\r\n']) {
      const parsed = TokenSettings.safeParse({ ...classic, [field]: value });
      expect(parsed.success).toBe(false);
      expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), /^write /.test(message)])).toEqual([
        [field, true],
      ]);
    }
  });
});

describe('T3: the subject with its token', () => {
  const token = 'CRM:0001001';
  const formats = [classic];

  test.each([
    ['Hello', 'Hello CRM:0001001'],
    ['', 'CRM:0001001'],
    ['  Hello  ', '  Hello CRM:0001001'],
    ['x'.repeat(243), `${'x'.repeat(243)} ${token}`],
    ['x'.repeat(244), `${'x'.repeat(243)} ${token}`],
    ['x'.repeat(5_000), `${'x'.repeat(243)} ${token}`],
    [`${'x'.repeat(242)}😀`, `${'x'.repeat(242)} ${token}`],
  ])('%j', (subject, expected) => {
    const written = subjectWithToken(subject, token, formats);
    expect(written).toBe(expected);
    expect(written.length).toBeLessThanOrEqual(255);
  });

  test.each([
    ['RE: Hello CRM:0007042', 'RE: Hello CRM:0001001'],
    ['RE: crm: 0007042 Hello', 'RE: Hello CRM:0001001'],
    ['CRM:0001001', 'CRM:0001001'],
    ['RE: CRM:0007042 and CRM:0007043 (3)', 'RE: and (3) CRM:0001001'],
    ['Order CRM:12', 'Order CRM:12 CRM:0001001'],
  ])('never two: %s', (subject, expected) => {
    expect(subjectWithToken(subject, token, formats)).toBe(expected);
  });

  test('a token as long as the limit stands alone, a longer one is not written', () => {
    expect(subjectWithToken('Hello', 'x'.repeat(255), [])).toBe('x'.repeat(255));
    expect(subjectWithToken('Hello', 'x'.repeat(256), [])).toBe('Hello');
  });
});

describe('T6: the signed token', () => {
  const signed = (n: number, prefix = 'CRM:') => {
    const id = signedId(n);
    return writeSigned(prefix, id, signer.sign('contoso', 'token', id));
  };

  test('prefix, id, 13 characters of MAC', () => {
    expect(signed(1).text).toMatch(/^\[CRM-00001-[0-9A-HJKMNP-TV-Z]{13}\]$/);
    expect(signed(33_554_432).text).toMatch(/^\[CRM-100000-[0-9A-HJKMNP-TV-Z]{13}\]$/);
    expect(signed(1, '[Ünï-7]: ').text).toMatch(/^\[ÜNÏ7-00001-/);
    expect(signed(1, ':::').text).toMatch(/^\[CRM-00001-/);
  });

  test('another organization, purpose, id or character does not verify', () => {
    const [found] = tokensIn(`RE: Hello ${signed(7).text}`, []);
    if (found?.kind !== 'signed') throw new Error('no token');
    const { id, mac } = found;
    expect(signer.verify('contoso', 'token', { text: id, mac })).toBe(true);
    expect(signer.verify('fabrikam', 'token', { text: id, mac })).toBe(false);
    expect(signer.verify('contoso', 'ownMail', { text: id, mac })).toBe(false);
    expect(signer.verify('contoso', 'token', { text: signedId(8), mac })).toBe(false);
    expect(signer.verify('contoso', 'token', { text: id, mac: '' })).toBe(false);
    for (let at = 0; at < 13; at += 1)
      for (const other of ['0', '1', 'z']) {
        const altered = `${mac.slice(0, at)}${other}${mac.slice(at + 1)}`;
        expect(signer.verify('contoso', 'token', { text: id, mac: altered })).toBe(altered === mac);
      }
  });

  test('never two: an answer carries the newest alone', () => {
    expect(subjectWithToken(`RE: Hello ${signed(7).text}`, signed(8).text, [])).toBe(`RE: Hello ${signed(8).text}`);
  });
});

describe('T4: subjects that were written to be slow', () => {
  const token = 'CRM:0001001';
  const million = 1_000_000;
  test.each([
    ['beginnings', 'CRM:'.repeat(million / 4)],
    ['white space', ' \t'.repeat(million / 2)],
    ['digits', '1'.repeat(million)],
    ['opening brackets', '[CRM-'.repeat(million / 5)],
    ['closing brackets', ']'.repeat(million)],
    ['signed ones that are none', '[CRM-00001-0123456789abu]'.repeat(million / 25)],
  ])('a million characters of %s are passed over, and the token at the end is read', (_, hostile) => {
    expect(tokensIn(`${hostile} ${token}`, [classic]).map(({ text }) => text)).toEqual([token]);
  });
});
