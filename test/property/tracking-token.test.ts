import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultTokenSettings, type TokenSettings } from '#shared/model/tracking-token.ts';
import { createMessageBuilder } from '../../server/adapters/mime/message-builder.ts';
import { createMessageReader } from '../../server/adapters/mime/message-reader.ts';
import { tokensIn } from '../../server/domain/tokens/read-tokens.ts';
import { subjectWithToken } from '../../server/domain/tokens/subject-with-token.ts';
import { signedId, writeClassic, writeSigned } from '../../server/domain/tokens/token-text.ts';

const mac = fc.string({
  unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'.split('')),
  minLength: 13,
  maxLength: 13,
});
const prefix = fc.oneof(
  fc.constantFrom('CRM:', 'CRM', 'Ref# ', 'Nº', '[CRM]', 'Ünïcode-', '回:', 'a b:'),
  fc
    .string({ unit: fc.constantFrom(...'ABCxyz:#-. []'.split('')), minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() !== ''),
);
const settings: fc.Arbitrary<TokenSettings> = fc.record({
  mode: fc.constant('classic' as const),
  prefix: prefix.map((text) => text.trim()),
  userDigits: fc.integer({ min: 1, max: 10 }),
  counterDigits: fc.integer({ min: 1, max: 9 }),
  userBase: fc.integer({ min: 0, max: 2_147_483_647 }),
});
const written = fc.oneof(
  fc
    .tuple(settings, fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e9 }))
    .map(([format, user, mail]) => ({ formats: [format], ...writeClassic(format, { user, mail }) })),
  fc
    .tuple(prefix, fc.integer({ min: 1, max: 1e9 }), mac)
    .map(([text, n, made]) => ({ formats: [defaultTokenSettings], ...writeSigned(text, signedId(n), made) })),
);

/** What mail programs do to the subject of an answer. */
const manglings: readonly ((subject: string) => string)[] = [
  (subject) => `RE: ${subject}`,
  (subject) => `Antw: AW: ${subject}`,
  (subject) => `回复：${subject}`,
  (subject) => `Re[2]: ${subject} (3)`,
  (subject) => `[list] ${subject}`,
  (subject) => subject.toLowerCase(),
  (subject) => subject.toUpperCase(),
  (subject) => subject.replaceAll(' ', '  '),
  (subject) => subject.replaceAll(' ', '\r\n\t'),
  (subject) => `  ${subject}  `,
  (subject) => subject.normalize('NFD'),
  (subject) => subject.slice(0, 255),
];
const mangling = fc.array(fc.constantFrom(...manglings), { maxLength: 4 });
/** Letters that change their length with their case change what a prefix is, and are none of ours. */
const subject = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => !/[0-9[\]]/.test(text));

describe('T4: whatever is written is read back', () => {
  test('from any mangling that leaves the token whole', () => {
    fc.assert(
      fc.property(subject, written, mangling, (text, token, changes) => {
        const sent = subjectWithToken(text, token.text, token.formats);
        expect(sent.length).toBeLessThanOrEqual(255);
        expect(sent.endsWith(token.text)).toBe(true);
        const arrived = changes.reduce((kept, change) => change(kept), sent);
        const keys = tokensIn(arrived, token.formats).map(({ key }) => key);
        // A program that cuts after it has put something before the subject takes the end of the token away.
        const cut = changes.includes(manglings[manglings.length - 1]!) && !keys.includes(token.key);
        if (cut) expect(arrived.length).toBeGreaterThanOrEqual(240);
        else expect(keys).toContain(token.key);
      }),
      { numRuns: 3_000 },
    );
  });

  test('white space after the prefix and inside the brackets', () => {
    const classic = [{ ...defaultTokenSettings, mode: 'classic' as const }];
    expect(tokensIn('Re: Hello CRM: \r\n 0001001', classic)).toMatchObject([{ key: 'c:crm:0001001' }]);
    expect(tokensIn('Re: Hello [ CRM -00001- 0123456789abc ]', [])).toMatchObject([
      { key: 's:00001', id: '00001', mac: '0123456789abc' },
    ]);
    expect(tokensIn('Re: [crm-OOOOL-O123456789ABC]', [])).toMatchObject([{ id: '00001', mac: '0123456789abc' }]);
  });

  test('several, the last first, and no more than 8', () => {
    const classic = [defaultTokenSettings];
    const keys = (text: string) => tokensIn(text, classic).map(({ key }) => key);
    expect(keys('CRM:0001001 and [CRM-00002-0123456789abc] and CRM:0001003')).toEqual([
      'c:crm:0001003',
      's:00002',
      'c:crm:0001001',
    ]);
    expect(keys(Array.from({ length: 20 }, (_, n) => `CRM:00010${10 + n}`).join(' '))).toEqual(
      Array.from({ length: 8 }, (_, n) => `c:crm:00010${29 - n}`),
    );
  });

  test.each([
    'CRM:000100',
    'CRM:00010011',
    'CRM:000 1001',
    'CRM 0001001',
    '[CRM-00001-0123456789ab]',
    '[-00001-0123456789abc]',
  ])('%s is no token', (text) => {
    expect(tokensIn(text, [defaultTokenSettings])).toEqual([]);
  });
});

test('T4: through a real message, encoded as RFC 2047 says and folded', async () => {
  const reader = createMessageReader({ workers: 0 });
  const builder = createMessageBuilder();
  try {
    await fc.assert(
      fc.asyncProperty(subject, written, async (text, token) => {
        const sent = subjectWithToken(text, token.text, token.formats);
        const bytes = await builder.build({
          subject: sent,
          sentAt: '2026-03-02T09:00:00Z',
          from: { address: 'ben@contoso.test' },
          to: [],
          cc: [],
          bcc: [],
          text: 'x',
          attachments: [],
          source: 'reconstructed',
        });
        const reading = await reader.read(bytes);
        if (reading.kind === 'unreadable') throw new Error(reading.detail);
        expect(tokensIn(reading.message.subject, token.formats).map(({ key }) => key)).toContain(token.key);
      }),
      { numRuns: 300 },
    );
  } finally {
    await reader.close();
  }
});
