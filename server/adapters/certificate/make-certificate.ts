import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Instant } from '#shared/model/instant.ts';
import { nameConstraints, permitsHost } from './name-constraints.ts';
import type { KeyPair } from './pem-files.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A clock that is a little behind ours must not find the certificate invalid. */
const backdatedMs = 60 * 60 * 1000;
const authorityDays = 3650;
/** Browsers refuse more than 397 days, the hour of backdating included. */
export const serverDays = 396;

/** id-ce-nameConstraints. */
const constraintsId = '2.5.29.30';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const validity = (now: Instant, days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(now - backdatedMs),
  notAfter: new Date(now + days * dayMs),
});

const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const pemOf = async (key: webcrypto.CryptoKey): Promise<string> =>
  `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;

/**
 * An authority for this installation alone. It may sign certificates of servers and nothing else, and only for these
 * hosts: who steals its key cannot pose as any other site (RFC 5280 sections 4.2.1.10 and 4.2.1.12).
 */
export const makeAuthority = async (hosts: readonly string[], now: Instant): Promise<KeyPair> => {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=Correspond local authority ${randomBytes(3).toString('hex')}`,
    ...validity(now, authorityDays),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new Extension(constraintsId, true, new Uint8Array(nameConstraints(hosts))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) };
};

/** Whether an authority made here may sign for all of these hosts. */
export const maySignFor = (authority: string, hosts: readonly string[]): boolean => {
  const constraints = new X509Certificate(authority).getExtension(constraintsId);
  return constraints !== null && hosts.every((host) => permitsHost(new Uint8Array(constraints.value), host));
};

const importKey = (pem: string) =>
  webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), algorithm, false, ['sign']);

/** A certificate for the hosts (names, IPv4 and IPv6 addresses without brackets), signed by the authority. */
export const makeServerCertificate = async (
  hosts: readonly string[],
  authority: KeyPair,
  now: Instant,
): Promise<KeyPair> => {
  const keys = await makeKeys();
  const issuer = new X509Certificate(authority.cert);
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: issuer.subject,
    ...validity(now, serverDays),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) };
};
