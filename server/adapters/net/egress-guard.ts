import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import { isInner, listOf, plainAddress } from './inner-networks.ts';

export interface EgressGuardOptions {
  /** Networks that may be reached although they are inner ones: `10.1.0.0/16`, `::1`. */
  readonly allowedNetworks?: readonly string[];
  /** Replaced in tests: the addresses of a name, best first. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

const resolveBySystem = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true, order: 'verbatim' })).map((found) => found.address);

const hostName = /^(?=.{1,253}$)[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}])?\.?$/u;

const bare = (host: string): string => {
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(plain) > 0 || hostName.test(plain)) return plain;
  throw new PermanentFailure('This is not the name of a host.', { code: 'invalid_host' });
};

/** Checks what a name resolves to, once; whoever connects does so to the addresses that it gives. */
export const createEgressGuard = (options: EgressGuardOptions = {}): EgressGuard => {
  const allowed = listOf(options.allowedNetworks ?? []);
  const resolve = options.resolve ?? resolveBySystem;
  const mayReach = (address: string): boolean => {
    if (!isInner(address)) return true;
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version > 0 && allowed.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
  return {
    addressesOf: async (host, trusted) => {
      const name = bare(host);
      const found = await resolve(name).catch((cause: unknown) => {
        throw new TemporaryFailure('The host was not found.', { code: 'host_not_found', cause });
      });
      if (found.length === 0) throw new TemporaryFailure('The host was not found.', { code: 'host_not_found' });
      const permitted = trusted ? found : found.filter(mayReach);
      if (permitted.length > 0) return permitted;
      throw new PermanentFailure('The host is in an inner network that this installation does not allow.', {
        code: 'egress_refused',
      });
    },
  };
};
