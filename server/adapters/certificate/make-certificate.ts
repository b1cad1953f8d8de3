import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { generate } from 'selfsigned';
import type { Instant } from '#shared/model/instant.ts';
import type { KeyPair } from './pem-files.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A clock that is a little behind ours must not find the certificate invalid. */
const backdatedMs = 60 * 60 * 1000;
const authorityDays = 3650;
/** Browsers refuse more than 397 days, the hour of backdating included. */
export const serverDays = 396;

const validity = (now: Instant, days: number): { notBeforeDate: Date; notAfterDate: Date } => ({
  notBeforeDate: new Date(now - backdatedMs),
  notAfterDate: new Date(now + days * dayMs),
});

const elliptic = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** An authority for this installation alone. It may sign certificates of servers and nothing else (RFC 5280 4.2.1). */
export const makeAuthority = async (now: Instant): Promise<KeyPair> => {
  const name = `Correspond local authority ${randomBytes(3).toString('hex')}`;
  const made = await generate([{ name: 'commonName', value: name }], {
    ...elliptic,
    ...validity(now, authorityDays),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
    ],
  });
  return { cert: made.cert.trimEnd() + '\n', key: made.private };
};

/** A certificate for the hosts (names, IPv4 and IPv6 addresses without brackets), signed by the authority. */
export const makeServerCertificate = async (
  hosts: readonly string[],
  authority: KeyPair,
  now: Instant,
): Promise<KeyPair> => {
  const made = await generate([{ name: 'commonName', value: 'Correspond' }], {
    ...elliptic,
    ...validity(now, serverDays),
    ca: authority,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) => (isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host })),
      },
    ],
  });
  return { cert: made.cert.trimEnd() + '\n', key: made.private };
};
