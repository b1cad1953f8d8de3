import { expect, test } from 'vitest';
import { authenticationOf } from '../../../../server/domain/mail/authentication-results.ts';
import { withoutControlHeaders } from '../../../../server/domain/mail/control-headers.ts';
import { buildMessage } from '../../../support/build-message.ts';

const ours = ['mx.contoso.test'];
const verdict = (...values: string[]) =>
  authenticationOf({ headers: values.map((value) => ({ name: 'authentication-results', value })) }, ours);

test.each([
  ['mx.contoso.test; dmarc=fail header.from=x', 'fail'],
  ['mx.contoso.test; dmarc=pass header.from=x', 'pass'],
  ['MX.Contoso.test 1; DMARC = Fail', 'fail'],
  ['mx.contoso.test; spf=fail; dkim=fail', 'fail'],
  ['mx.contoso.test; spf=fail; dkim=none', 'fail'],
  ['mx.contoso.test; spf=fail; dkim=pass header.d=x', 'pass'],
  ['mx.contoso.test; spf=pass; dkim=fail', 'pass'],
  ['mx.contoso.test; spf=pass; dkim=pass; dmarc=fail', 'fail'],
  ['mx.contoso.test; spf=fail; dkim=fail; dmarc=pass', 'pass'],
  ['mx.contoso.test; spf=softfail; dkim=none; dmarc=none', 'unknown'],
  ['mx.contoso.test; none', 'unknown'],
  ['mx.contoso.test (a; dmarc=fail) ; dmarc=pass (b; dmarc=fail)', 'pass'],
  ['mx.contoso.test; spf=pass smtp.mailfrom="x; dmarc=fail"; dmarc=pass', 'pass'],
  ['mx.contoso.test; x-dmarc=fail', 'unknown'],
  ['mx.contoso.test.evil.test; dmarc=pass', 'unknown'],
  ['evil.test mx.contoso.test; dmarc=fail', 'unknown'],
  ['', 'unknown'],
])('C8: %s => %s', (value, expected) => {
  expect(verdict(value)).toBe(expected);
});

test('C8: the topmost field of a server of ours decides, fields of others are passed over', () => {
  expect(verdict('evil.test; dmarc=pass', 'mx.contoso.test; dmarc=fail', 'mx.contoso.test; dmarc=pass')).toBe('fail');
  expect(verdict('evil.test; dmarc=fail')).toBe('unknown');
});

test('C8: without a configured server nothing is believed', () => {
  const headers = [{ name: 'authentication-results', value: 'mx.contoso.test; dmarc=fail' }];
  expect(authenticationOf({ headers }, [])).toBe('unknown');
});

test('A23: control headers of ours are taken out of a foreign message, all others stay', () => {
  const headers = ['X-Correspond-Message-Id', 'x-correspond-regarding', 'x-correspondent', 'subject'].map((name) => ({
    name,
    value: '1',
  }));
  expect(withoutControlHeaders(buildMessage({ headers })).headers.map(({ name }) => name)).toEqual([
    'x-correspondent',
    'subject',
  ]);
});
