import { expect, test } from 'vitest';
import { messageIdKey, parseMessageIds } from '../../../../server/domain/mail/message-id.ts';

test.each([
  ['<a@b.test>', 'a@b.test'],
  ['a@b.test', 'a@b.test'],
  [' <a@b.test>\r\n', 'a@b.test'],
  ['<a@b.\r\n test>', 'a@b.test'],
  ['<a@b.test> (added by postmaster@x.test)', 'a@b.test'],
  ['(as (nested) seen) <a@b.test>', 'a@b.test'],
  ['<A@B.Test>', 'A@B.Test'],
  ['<no-at-sign>', 'no-at-sign'],
  ['<a(b@c.test>', 'a(b@c.test'],
  ['<a@b.test', 'a@b.test'],
  ['', null],
  ['<>', null],
  ['   ', null],
  ['(only a comment)', null],
  ['<a@b.test> <c@d.test>', null],
  [null, null],
])('C2: the key of %s is %s', (text, key) => {
  expect(messageIdKey(text)).toBe(key);
});

test('C2: an id of 998 characters is compared, a longer one is not', () => {
  expect(messageIdKey(`<${'a'.repeat(998)}>`)).toHaveLength(998);
  expect(messageIdKey(`<${'a'.repeat(999)}>`)).toBeNull();
  expect(messageIdKey(`<a@b.test>${' '.repeat(20_000)}`)).toBeNull();
});

test('a key is its own key', () => {
  expect(messageIdKey(messageIdKey('<a@b.test> (x)'))).toBe('a@b.test');
});

test.each([
  ['<a@b> <c@d>', ['<a@b>', '<c@d>']],
  ['<a@b><c@d>', ['<a@b>', '<c@d>']],
  ['<a@b>,\r\n\t<c@d>', ['<a@b>', '<c@d>']],
  ['Your message of Tuesday <a@b>', ['<a@b>']],
  ['<a <b@c> d>', ['<b@c>']],
  ['<a@\r\n b>', ['<a@b>']],
  ['<> <a@b>', ['<a@b>']],
  ['no ids', []],
  ['', []],
  ['<a@b', []],
])('C1: ids in %j', (value, ids) => {
  expect(parseMessageIds(value)).toEqual(ids);
});
