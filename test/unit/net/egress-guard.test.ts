import { describe, expect, test } from 'vitest';
import { createEgressGuard } from '../../../server/adapters/net/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../../server/ports/failure.ts';

const inner = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '[::1]',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:c0a8:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:0:7f00:1::',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
];
const outer = ['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0'];
const outerToo = [
  '192.167.255.255',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '2606:4700::1111',
  '2a00:1450::1',
  '126.0.0.1',
];
const notHosts = ['', ' ', 'a b', 'a/b', 'user@host', 'a\r\nb', 'http://a', 'x'.repeat(254), '-a', 'a:25'];

/** The name answers with these, in this order; each question is counted. */
const guardOver = (answers: readonly (readonly string[])[], allowedNetworks: readonly string[] = []) => {
  let asked = 0;
  const resolve = (): Promise<readonly string[]> =>
    Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? []);
  return { guard: createEgressGuard({ resolve, allowedNetworks }), asked: () => asked };
};
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'permitted',
    (error: unknown) => (error as PermanentFailure).code,
  );

describe('SSRF: a host that somebody gave by HTTP reaches nothing inside', () => {
  test.each(inner)('%s is refused, as a literal and behind a name', async (address) => {
    const plain = address.replace(/[[\]]/g, '');
    expect(await codeOf(guardOver([[plain]]).guard.addressesOf('mail.example', false))).toBe('egress_refused');
    if (!plain.includes('%')) {
      expect(await codeOf(createEgressGuard().addressesOf(address, false))).toBe('egress_refused');
    }
  });
  test.each([...outer, ...outerToo])('%s is outside', async (address) => {
    expect(await createEgressGuard().addressesOf(address, false)).toEqual([address]);
  });
  test.each(['localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1'])(
    'another spelling of this computer (%s) is refused',
    async (host) => {
      expect(await codeOf(createEgressGuard().addressesOf(host, false))).toMatch(/egress_refused|host_not_found/);
    },
  );
  test.each(notHosts)('%j is no host', async (host) => {
    await expect(createEgressGuard().addressesOf(host, true)).rejects.toBeInstanceOf(PermanentFailure);
  });
  test('a name that changes its answer is asked once, and only that answer is given', async () => {
    const rebinding = guardOver([['93.184.216.34'], ['127.0.0.1']]);
    expect(await rebinding.guard.addressesOf('rebind.example', false)).toEqual(['93.184.216.34']);
    expect(rebinding.asked()).toBe(1);
  });
  test('of a name with inner and outer addresses the outer ones are left', async () => {
    const { guard } = guardOver([['10.0.0.1', '93.184.216.34', 'fe80::1']]);
    expect(await guard.addressesOf('both.example', false)).toEqual(['93.184.216.34']);
  });
  test('a trusted host passes, and an allowed network with its bounds', async () => {
    expect(await guardOver([['127.0.0.1']]).guard.addressesOf('relay', true)).toEqual(['127.0.0.1']);
    const within = (address: string) =>
      codeOf(guardOver([[address]], ['10.1.0.0/16', '::1']).guard.addressesOf('r', false));
    expect(await within('10.1.255.255')).toBe('permitted');
    expect(await within('::ffff:10.1.0.1')).toBe('permitted');
    expect(await within('::1')).toBe('permitted');
    expect(await within('10.2.0.0')).toBe('egress_refused');
    expect(await within('::2')).toBe('egress_refused');
  });
  test('a name without an address is worth another try', async () => {
    await expect(guardOver([[]]).guard.addressesOf('gone.example', false)).rejects.toBeInstanceOf(TemporaryFailure);
  });
});
