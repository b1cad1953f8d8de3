/** Addresses that are not of the open internet (IANA special-purpose registries, RFC 6890), and networks as text. */
import { BlockList, isIP } from 'node:net';

const innerFour = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Global unicast alone is outside; this leaves out what carries an IPv4 address too (mapped, NAT64). */
const outerSix = '2000::/3';
/** Inside it: protocol assignments with Teredo, documentation, 6to4. */
const innerSix = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** `10.1.0.0/16`, `fd00::/8` or one address; null when it is none. */
export const readNetwork = (text: string): Network | null => {
  const [address = '', length] = text.split('/');
  const version = isIP(address);
  if (version === 0) return null;
  const most = version === 4 ? 32 : 128;
  const prefix = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : Infinity;
  return prefix <= most ? { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' } : null;
};

/** Membership in any of these networks; what is no network is left out. */
export const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const text of networks) {
    const network = readNetwork(text);
    if (network !== null) list.addSubnet(network.address, network.prefix, network.family);
  }
  return list;
};

const inner = listOf([...innerFour, ...innerSix]);
const outer = listOf([outerSix]);

/** `::ffff:10.0.0.1` is 10.0.0.1 to every socket. */
const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const mappedHex = /^(?:::|(?:0{1,4}:){5})ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/** The address without zone, and as IPv4 where it is one. */
export const plainAddress = (address: string): string => {
  const [plain = ''] = address.split('%');
  const dotted = mapped.exec(plain)?.[1];
  if (dotted !== undefined) return dotted;
  const [, high, low] = mappedHex.exec(plain) ?? [];
  if (high === undefined || low === undefined) return plain;
  const [one, two] = [parseInt(high, 16), parseInt(low, 16)];
  return [one >> 8, one & 255, two >> 8, two & 255].join('.');
};

/** True for loopback, private, link-local, shared, documentation, multicast and every other inner address. */
export const isInner = (address: string): boolean => {
  const plain = plainAddress(address);
  switch (isIP(plain)) {
    case 4:
      return inner.check(plain, 'ipv4');
    case 6:
      return !outer.check(plain, 'ipv6') || inner.check(plain, 'ipv6');
    default:
      return true;
  }
};
