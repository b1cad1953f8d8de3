import { isIP } from 'node:net';

/** One element of DER (X.690 section 8.1): tag, length, content. Lengths here stay below 64 KB. */
const der = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};

const sequence = 0x30;
const permittedSubtrees = 0xa0;
const dnsName = 0x82;
const ipAddress = 0x87;

const ipv4Bytes = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

const groupBytes = (groups: string): Buffer =>
  Buffer.from(
    groups
      .split(':')
      .filter((group) => group !== '')
      .map((group) => group.padStart(4, '0'))
      .join(''),
    'hex',
  );

const ipv6Bytes = (address: string): Buffer => {
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [groupBytes(head), groupBytes(tail)];
  return Buffer.concat([before, Buffer.alloc(16 - before.length - after.length), after]);
};

/** An address alone: its bytes and a mask of ones (RFC 5280 section 4.2.1.10). */
const exactly = (address: Buffer): Buffer => Buffer.concat([address, Buffer.alloc(address.length, 0xff)]);

const generalName = (host: string): Buffer => {
  switch (isIP(host)) {
    case 4:
      return der(ipAddress, exactly(ipv4Bytes(host)));
    case 6:
      return der(ipAddress, exactly(ipv6Bytes(host)));
    default:
      return der(dnsName, Buffer.from(host, 'latin1'));
  }
};

const subtree = (host: string): Buffer => der(sequence, generalName(host));

/** NameConstraints that permit these hosts and what lies below them, as DER. IPv6 without an IPv4 part. */
export const nameConstraints = (hosts: readonly string[]): Buffer =>
  der(sequence, der(permittedSubtrees, ...hosts.map(subtree)));

/** Whether constraints that were written here name this very host. */
export const permitsHost = (constraints: Uint8Array, host: string): boolean =>
  Buffer.from(constraints).includes(subtree(host));
