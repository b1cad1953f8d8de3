import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, domainOf, looseAddressKey, parseAddress, sameMailbox } from '#shared/model/address.ts';
import { domainToAscii, domainToUnicode } from '#shared/model/domain-name.ts';
import { validAddresses } from '../support/address-fixtures.ts';

const runs = { numRuns: 500 };

/** Anything, weighted towards what addresses are made of. */
const pieces = fc.constantFrom(
  'a',
  'B',
  '.',
  '@',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '>',
  ',',
  ';',
  ':',
  '[',
  ']',
  ' ',
  '\r\n',
  '\0',
);
const oddText = fc
  .array(
    fc.oneof(
      pieces,
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.constantFrom('=?', '?=', 'xn--', 'é', 'а', '\u200b'),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/),
  fc.constantFrom('müller', 'españa', '例え', 'пример', 'παράδειγμα', 'xn--mller-kva', 'Fabrikam'),
);
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join('.')}.test`);
const local = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=^_`{|}~-]{1,10}(\.[A-Za-z0-9+]{1,8}){0,2}$/),
  fc.constantFrom('josé', 'анна', '用户', '"a b"', '"a\\"b"', '"a@b c"'),
);
const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

const keyOf = (text: string) => {
  const key = addressKey(text);
  if (key === null) throw new Error(`no address: ${text}`);
  return key;
};

test('R8: reading never throws, and what is read reads as itself', () => {
  fc.assert(
    fc.property(fc.oneof(oddText, fc.string({ unit: 'binary' }), address), (text) => {
      const parsed = parseAddress(text);
      if (parsed.kind === 'refused') return;
      expect(parseAddress(parsed.address.text)).toEqual(parsed);
      expect(parseAddress(`Name <${parsed.address.text}>`)).toEqual(parsed);
    }),
    runs,
  );
});

test('R8: what is read has one line, one domain and nothing a header or a command could break on', () => {
  fc.assert(
    fc.property(oddText, (text) => {
      const parsed = parseAddress(text);
      if (parsed.kind === 'refused') return;
      const { local: name, domain: host } = parsed.address;
      // eslint-disable-next-line no-control-regex -- the absence of control characters is the promise
      expect(`${name}@${host}`).not.toMatch(/[\u0000-\u001f\u007f]/);
      expect(host).toMatch(/^(?:[a-z0-9.-]+|\[[0-9a-f.:ipv]+\])$/);
      if (!name.startsWith('"')) expect(name).not.toMatch(/[\s@<>,;:()[\]\\"]/);
    }),
    runs,
  );
});

test('R8: generated addresses are accepted', () => {
  fc.assert(
    fc.property(address, (text) => {
      expect(parseAddress(text).kind).toBe('address');
    }),
    runs,
  );
});

test('R8: two addresses in one text are never one', () => {
  fc.assert(
    fc.property(address, address, fc.constantFrom(', ', '; ', ' ', '> <', ','), (one, other, between) => {
      expect(parseAddress(`${one}${between}${other}`).kind).toBe('refused');
    }),
    runs,
  );
});

test('R8: keys are stable: a key is its own key, strict and loose, and its domain its own A-label', () => {
  fc.assert(
    fc.property(address, (text) => {
      const key = keyOf(text);
      expect(addressKey(key)).toBe(key);
      expect(looseAddressKey(looseAddressKey(key))).toBe(looseAddressKey(key));
      expect(domainOf(key)).toBe(domainToAscii(domainOf(key)));
      expect(domainToAscii(domainToUnicode(domainOf(key)))).toBe(domainOf(key));
    }),
    runs,
  );
});

test('R8: one mailbox is reflexive, symmetric, and never more than the loose key says', () => {
  const host = fc.constantFrom('a.test', 'b.test', 'c.test');
  const near = fc
    .tuple(fc.constantFrom('anna', 'an.na', 'anna+x', 'a.nna+y', 'bob'), host)
    .map((parts) => keyOf(parts.join('@')));
  const rules = { plusTagDomains: ['a.test', 'b.test'], dotlessDomains: ['b.test'] };
  fc.assert(
    fc.property(near, near, (a, b) => {
      expect(sameMailbox(a, a, rules)).toBe(true);
      expect(sameMailbox(a, b, rules)).toBe(sameMailbox(b, a, rules));
      if (sameMailbox(a, b, rules)) expect(looseAddressKey(a)).toBe(looseAddressKey(b));
    }),
    runs,
  );
});

test('R8: a change of one character in an accepted address is accepted as another or refused, never thrown', () => {
  const known = fc.constantFrom(...validAddresses.map(({ input }) => input));
  fc.assert(
    fc.property(known, fc.nat(), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (text, at, replacement) => {
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + replacement + text.slice(place + 1);
      expect(['address', 'refused']).toContain(parseAddress(changed).kind);
    }),
    runs,
  );
});
