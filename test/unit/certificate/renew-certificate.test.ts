import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import type { Certificate } from '../../../server/adapters/certificate/ensure-certificate.ts';
import { keepRenewed, renewWhenDue } from '../../../server/renew-certificate.ts';
import type { RenewalNeeds } from '../../../server/renew-certificate.ts';
import type { Log } from '../../../server/ports/log.ts';

const dayMs = 24 * 60 * 60 * 1000;

const certificate = (cert: string, renewFrom: number): Certificate => ({
  cert,
  key: `key of ${cert}`,
  hosts: ['localhost'],
  validUntil: (renewFrom + 30 * dayMs) as Instant,
  renewFrom: renewFrom as Instant,
  caPath: '/authority.crt',
  caPem: 'authority',
  fingerprint: 'AB',
  madeNow: false,
});

const world = (ensure: () => Promise<Certificate>) => {
  const [served, errors]: [unknown[], unknown[]] = [[], []];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (_message, _fields, cause) => void errors.push(cause),
    with: () => log,
  };
  let now = 0;
  const needs: RenewalNeeds = {
    clock: { now: () => now as Instant },
    log,
    ensure,
    servers: () => [{ setSecureContext: (options) => void served.push(options) }],
  };
  return { needs, served, errors, setNow: (to: number) => (now = to) };
};

const first = certificate('first', 100 * dayMs);
const second = certificate('second', 500 * dayMs);

describe('renewal while the server runs', () => {
  test('a moment before it is due nothing happens, when it is due every socket gets the new one', async () => {
    const { needs, served, setNow } = world(() => Promise.resolve(second));
    setNow(first.renewFrom - 1);
    expect(await renewWhenDue(first, needs)).toBe(first);
    expect(served).toEqual([]);
    setNow(first.renewFrom);
    expect(await renewWhenDue(first, needs)).toBe(second);
    expect(served).toEqual([{ cert: 'second', key: 'key of second' }]);
  });

  test('when it cannot be renewed the old one goes on and the log says so', async () => {
    const trouble = new Error('disk full');
    const { needs, served, errors, setNow } = world(() => Promise.reject(trouble));
    setNow(first.renewFrom);
    expect(await renewWhenDue(first, needs)).toBe(first);
    expect([served, errors]).toEqual([[], [trouble]]);
  });

  describe('day by day', () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    test('looks once a day until it is stopped', async () => {
      let made = 0;
      const { needs, setNow } = world(() => Promise.resolve(certificate(`made ${(made += 1)}`, 0)));
      setNow(first.renewFrom);
      const stop = keepRenewed(first, needs);
      await vi.advanceTimersByTimeAsync(dayMs - 1);
      expect(made).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(made).toBe(1);
      await vi.advanceTimersByTimeAsync(2 * dayMs);
      expect(made).toBe(3);
      stop();
      await vi.advanceTimersByTimeAsync(2 * dayMs);
      expect(made).toBe(3);
    });
  });
});
