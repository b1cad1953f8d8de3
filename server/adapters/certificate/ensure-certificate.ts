/**
 * The certificate of an installation that was given none: an authority that is made once and trusted once, and below it
 * a short-lived certificate for the hosts, which is made anew when it runs out. The authority may sign for the hosts it
 * was made for and for no other, so a new public address needs a new one.
 *
 *   authority.pem   certificate and key of the authority, readable by this user alone
 *   authority.crt   its certificate, to be trusted
 *   server.pem      certificate and key of the server, readable by this user alone
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Instant } from '#shared/model/instant.ts';
import { makeAuthority, makeServerCertificate, maySignFor, serverDays } from './make-certificate.ts';
import { keepFirstPair, makeFolder, readPair, writePair, writeWhole } from './pem-files.ts';
import type { KeyPair } from './pem-files.ts';

const dayMs = 24 * 60 * 60 * 1000;
const renewBeforeMs = 30 * dayMs;
const always = ['localhost', '127.0.0.1', '::1'];

export interface CertificateNeeds {
  readonly directory: string;
  /** Hosts of the public address; localhost, 127.0.0.1 and ::1 are always in it. */
  readonly hosts: readonly string[];
  readonly now: Instant;
}

export interface Certificate {
  /** PEM of the server's certificate followed by the authority's. */
  readonly cert: string;
  /** PEM of the server's private key. */
  readonly key: string;
  readonly hosts: readonly string[];
  readonly validUntil: Instant;
  /** From then on a further call makes a new one. */
  readonly renewFrom: Instant;
  /** The authority: what a computer is asked to trust. */
  readonly caPath: string;
  readonly caPem: string;
  /** SHA-256 of the authority, upper-case pairs of hex digits with colons. */
  readonly fingerprint: string;
  /** Whether this call made the authority, so that nobody can trust it yet. */
  readonly madeNow: boolean;
}

const parsed = (pair: KeyPair): X509Certificate | null => {
  try {
    const certificate = new X509Certificate(pair.cert);
    return certificate.checkPrivateKey(createPrivateKey(pair.key)) ? certificate : null;
  } catch {
    // A damaged file is replaced like an absent one; nothing else depends on what it held.
    return null;
  }
};

const endOf = (certificate: X509Certificate): Instant => Date.parse(certificate.validTo) as Instant;

const covers = (certificate: X509Certificate, host: string): boolean =>
  isIP(host) === 0
    ? certificate.checkHost(host, { wildcards: false }) !== undefined
    : certificate.checkIP(host) !== undefined;

/** Long enough for a server certificate of full length below it. */
const isUsableAuthority = (pair: KeyPair, { hosts, now }: CertificateNeeds): boolean => {
  const authority = parsed(pair);
  const outlives = authority !== null && authority.ca && endOf(authority) >= now + serverDays * dayMs;
  return outlives && startOf(authority) <= now && maySignFor(pair.cert, hosts);
};

const startOf = (certificate: X509Certificate): number => Date.parse(certificate.validFrom);

const findAuthority = async (needs: CertificateNeeds): Promise<{ pair: KeyPair; madeNow: boolean }> => {
  const { directory, hosts, now } = needs;
  const name = 'authority.pem';
  const stored = await readPair(directory, name);
  if (stored !== null && isUsableAuthority(stored, needs)) return { pair: stored, madeNow: false };
  const made = await makeAuthority(hosts, now);
  if (stored === null) return { pair: await keepFirstPair(directory, name, made), madeNow: true };
  await writePair(directory, name, made);
  return { pair: made, madeNow: true };
};

const isUsable = (pair: KeyPair, authority: X509Certificate, { hosts, now }: CertificateNeeds): boolean => {
  const certificate = parsed(pair);
  return (
    certificate !== null &&
    certificate.checkIssued(authority) &&
    certificate.verify(authority.publicKey) &&
    startOf(certificate) <= now &&
    endOf(certificate) - now > renewBeforeMs &&
    hosts.every((host) => covers(certificate, host))
  );
};

/** Finds or makes the certificate. Throws PermanentFailure `certificate_not_stored` when the folder cannot be used. */
export const ensureCertificate = async (needs: CertificateNeeds): Promise<Certificate> => {
  const { directory, now } = needs;
  const hosts = [...new Set([...always, ...needs.hosts.map(withoutBrackets)])];
  await makeFolder(directory);
  const authority = await findAuthority({ directory, hosts, now });
  const authorityCertificate = new X509Certificate(authority.pair.cert);
  await writeWhole(directory, 'authority.crt', { text: authority.pair.cert, mode: 0o644 });

  const stored = await readPair(directory, 'server.pem');
  const usable = stored !== null && isUsable(stored, authorityCertificate, { directory, hosts, now });
  const server = usable ? stored : await makeServerCertificate(hosts, authority.pair, now);
  if (!usable) await writePair(directory, 'server.pem', server);

  const validUntil = endOf(new X509Certificate(server.cert));
  return {
    cert: server.cert + authority.pair.cert,
    key: server.key,
    hosts,
    validUntil,
    renewFrom: (validUntil - renewBeforeMs) as Instant,
    caPath: join(directory, 'authority.crt'),
    caPem: authority.pair.cert,
    fingerprint: authorityCertificate.fingerprint256,
    madeNow: authority.madeNow,
  };
};

/** A URL writes an IPv6 host in brackets; a certificate does not. */
const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
