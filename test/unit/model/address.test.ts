import { describe, expect, test } from 'vitest';
import type { AddressKey } from '#shared/model/address.ts';
import {
  addressKey,
  addressLimits,
  domainOf,
  hasMixedScript,
  isPublicDomain,
  isRoleAddress,
  looseAddressKey,
  parseAddress,
  sameMailbox,
  usesLooseKey,
} from '#shared/model/address.ts';
import { invalidAddresses, validAddresses } from '../../support/address-fixtures.ts';

const key = (text: string): AddressKey => {
  const found = addressKey(text);
  if (found === null) throw new Error(`no address: ${text}`);
  return found;
};

describe('R8: accepted addresses', () => {
  test.each(validAddresses)('$input => $expected', ({ input, expected }) => {
    expect(parseAddress(input)).toMatchObject({ kind: 'address', address: { text: expected } });
  });

  test.each(validAddresses)('the normal form of $input reads as itself', ({ input, expected }) => {
    expect(parseAddress(expected)).toEqual(parseAddress(input));
  });
});

describe('R8: refused addresses', () => {
  test.each(invalidAddresses)('$input => $expected', ({ input, expected }) => {
    expect(parseAddress(input)).toEqual({ kind: 'refused', problem: expected });
    expect(addressKey(input)).toBeNull();
  });
});

describe('R8: limits of RFC 5321 at their edge', () => {
  const domainOfLength = (length: number): string => {
    const label = 'd'.repeat(61);
    const rest = length - 3 * 62;
    return `${label}.${label}.${label}.${'e'.repeat(rest)}`;
  };

  test('64 octets of local part pass, 65 do not', () => {
    expect(parseAddress(`${'a'.repeat(64)}@b.test`).kind).toBe('address');
    expect(parseAddress(`${'a'.repeat(65)}@b.test`)).toEqual({ kind: 'refused', problem: 'tooLong' });
  });

  test('64 octets count as UTF-8', () => {
    expect(parseAddress(`${'ñ'.repeat(32)}@b.test`).kind).toBe('address');
    expect(parseAddress(`${'ñ'.repeat(32)}a@b.test`)).toEqual({ kind: 'refused', problem: 'tooLong' });
  });

  test('254 octets of address pass, 255 do not', () => {
    expect(parseAddress(`${'a'.repeat(10)}@${domainOfLength(243)}`).kind).toBe('address');
    expect(parseAddress(`${'a'.repeat(11)}@${domainOfLength(243)}`)).toEqual({ kind: 'refused', problem: 'tooLong' });
  });

  test('text around the address is bounded too', () => {
    const room = addressLimits.written - '<a@b.test>'.length;
    expect(parseAddress(`${'n'.repeat(room)}<a@b.test>`).kind).toBe('address');
    expect(parseAddress(`${'n'.repeat(room + 1)}<a@b.test>`)).toEqual({ kind: 'refused', problem: 'tooLong' });
  });
});

describe('R8: equality', () => {
  test.each([
    ['Anna@Fabrikam.test', 'anna@fabrikam.test'],
    ['"anna"@fabrikam.test', 'anna@fabrikam.test'],
    ['Anna <anna@fabrikam.test.>', 'anna@fabrikam.test'],
    ['JOSÉ@fabrikam.test', 'jose\u0301@fabrikam.test'],
    ['anna@MÜLLER.example', 'anna@xn--mller-kva.example'],
    ['"Anna Doe"@fabrikam.test', '"anna doe"@fabrikam.test'],
  ])('%s and %s are one mailbox', (a, b) => {
    expect(key(a)).toBe(key(b));
  });

  test.each([
    ['anna@fabrikam.test', 'anna@fаbrikam.test'],
    ['anna@fabrikam.test', 'аnna@fabrikam.test'],
    ['anna.doe@fabrikam.test', 'annadoe@fabrikam.test'],
    ['anna+a@fabrikam.test', 'anna@fabrikam.test'],
    ['anna@fass.example', 'anna@faß.example'],
    ['anna@sub.fabrikam.test', 'anna@fabrikam.test'],
    ['"anna doe"@fabrikam.test', '"annadoe"@fabrikam.test'],
  ])('%s and %s are two', (a, b) => {
    expect(key(a)).not.toBe(key(b));
  });

  test('a key has an A-label domain, whatever was typed', () => {
    expect(key('Anna@Müller.example')).toBe('anna@xn--mller-kva.example');
    expect(domainOf(key('"a@b"@Müller.example'))).toBe('xn--mller-kva.example');
  });
});

describe('R8: plus-tags and dots by setting per domain', () => {
  const rules = { plusTagDomains: ['tags.test', 'both.test'], dotlessDomains: ['dots.test', 'both.test'] };

  test.each([
    ['anna+x@tags.test', 'anna@tags.test', true],
    ['anna+x@tags.test', 'anna+y@tags.test', true],
    ['an.na@tags.test', 'anna@tags.test', false],
    ['an.na@dots.test', 'anna@dots.test', true],
    ['anna+x@dots.test', 'anna@dots.test', false],
    ['an.na+x@both.test', 'anna@both.test', true],
    ['anna+x@none.test', 'anna@none.test', false],
    ['an.na@none.test', 'anna@none.test', false],
    ['anna@both.test', 'anna@tags.test', false],
    ['+x@tags.test', '+y@tags.test', false],
    ['"anna +x"@tags.test', '"anna "@tags.test', false],
  ])('%s and %s are one mailbox: %s', (a, b, same) => {
    expect(sameMailbox(key(a), key(b), rules)).toBe(same);
    expect(sameMailbox(key(b), key(a), rules)).toBe(same);
    if (same) expect(looseAddressKey(key(a))).toBe(looseAddressKey(key(b)));
  });

  test('only domains with a rule ask for the loose key', () => {
    expect(['tags', 'dots', 'both', 'none'].map((name) => usesLooseKey(key(`a@${name}.test`), rules))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('R6: role addresses', () => {
  test.each([
    'info',
    'Sales',
    'no-reply',
    'noreply',
    'do_not_reply',
    'noreply-crm',
    'info+es',
    'atencion.al.cliente',
    'ventas',
  ])('%s@ is an office or a program', (local) => {
    expect(isRoleAddress(key(`${local}@fabrikam.test`))).toBe(true);
  });

  test.each(['anna', 'infante', 'salesman.anna', 'noreen', 'carla'])('%s@ is a person', (local) => {
    expect(isRoleAddress(key(`${local}@fabrikam.test`))).toBe(false);
  });
});

test('C8: domains of free mail are public, those of firms are not', () => {
  expect(['gmail.com', 'Outlook.com', 'yahoo.co.jp', 'qq.com', 'gmx.de'].every(isPublicDomain)).toBe(true);
  expect(['fabrikam.test', 'mail.gmail.com', 'notgmail.com', ''].some(isPublicDomain)).toBe(false);
});

test('homographs are marked, languages are not', () => {
  const marked = ['аpple.test', 'xn--pple-43d.test', 'gооgle.test', 'аррӏе.test', 'раураl.test', 'ελληνικαa.test'];
  const plain = [
    'fabrikam.test',
    'müller.example',
    'пример.испытание',
    '例え.テスト',
    '日本語abc.example',
    '실례.테스트',
    'пример.test',
  ];
  expect(marked.filter((domain) => !hasMixedScript(domain))).toEqual([]);
  expect(plain.filter(hasMixedScript)).toEqual([]);
});
