import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import { ensureCertificate } from '../../../server/adapters/certificate/ensure-certificate.ts';
import type { Certificate } from '../../../server/adapters/certificate/ensure-certificate.ts';
import { makeServerCertificate } from '../../../server/adapters/certificate/make-certificate.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** The handshakes below use the machine's clock, so the story begins today. */
const today = Date.now() as Instant;
const later = (days: number): Instant => (today + days * dayMs) as Instant;

let root = '';
let directory = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'correspond-certificate-'));
  directory = join(root, 'certificate');
});
afterEach(() => rm(root, { recursive: true }));

const ensure = (now: Instant = today, ...hosts: string[]) => ensureCertificate({ directory, hosts, now });
const leaf = (certificate: Certificate) => new X509Certificate(certificate.cert);

/** Shakes hands with a real server as a client that trusts `ca` alone; gives the error, or null when trusted. */
const handshake = async (server: Certificate, ca: string, servername: string): Promise<string | null> => {
  const listener = createServer({ cert: server.cert, key: server.key }, (socket) => socket.end());
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = listener.address() as AddressInfo;
    return await new Promise((resolve) => {
      const socket: TLSSocket = connect({ host: '127.0.0.1', port, ca, servername }, () => {
        resolve(null);
        socket.destroy();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.message));
    });
  } finally {
    await new Promise((resolve) => listener.close(resolve));
  }
};

describe('certificate of an installation without one', () => {
  test('a client that trusts the authority trusts localhost and the public host, and no other name', async () => {
    const made = await ensure(today, 'crm.example.com');
    expect(await handshake(made, made.caPem, 'localhost')).toBeNull();
    expect(await handshake(made, made.caPem, 'crm.example.com')).toBeNull();
    expect(await handshake(made, made.caPem, 'mail.example.com')).toContain('does not match certificate');
  });

  test('a client that trusts another installation does not trust this one', async () => {
    const made = await ensure();
    const other = await ensureCertificate({ directory: join(root, 'other'), hosts: [], now: today });
    expect(await handshake(made, other.caPem, 'localhost')).not.toBeNull();
  });

  test('it names localhost, both loopback addresses and the public host, also an IPv6 one in brackets', async () => {
    const made = await ensure(today, 'CRM.example.com', '[2001:db8::7]', '192.0.2.1');
    const certificate = leaf(made);
    for (const host of ['localhost', 'crm.example.com']) expect(certificate.checkHost(host)).toBe(host);
    for (const address of ['127.0.0.1', '::1', '2001:db8::7', '192.0.2.1'])
      expect(certificate.checkIP(address)).toBe(address);
  });

  test('it lives at most 397 days, and the authority may sign servers only', async () => {
    const made = await ensure();
    const certificate = leaf(made);
    const lifeMs = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
    expect(lifeMs).toBeLessThanOrEqual(397 * dayMs);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    const authority = new X509Certificate(made.caPem);
    expect([certificate.ca, authority.ca]).toEqual([false, true]);
    expect(authority.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(authority.fingerprint256).toBe(made.fingerprint);
    expect(authority.subject).toMatch(/^CN=Correspond local authority [0-9a-f]{6}$/);
  });

  test('both certificates carry the key identifiers that strict validation asks for', async () => {
    const made = await ensure();
    const [server, authority] = [leaf(made), new X509Certificate(made.caPem)].map((each) => each.raw.toString('hex'));
    // The extensions in DER: object id 2.5.29.14 or 2.5.29.35, then the SHA-1 of the key in its wrapping.
    const id = /0603551d0e04160414([0-9a-f]{40})/.exec(authority!)?.[1];
    expect(id).toBeDefined();
    expect(server).toContain(`0603551d23041830168014${id!}`);
  });

  test('private keys are readable by this user alone', async () => {
    await ensure();
    const modes = async (name: string) => ((await stat(join(directory, name))).mode & 0o777).toString(8);
    expect(await modes('authority.pem')).toBe('600');
    expect(await modes('server.pem')).toBe('600');
    expect(await modes('authority.crt')).toBe('644');
    expect(await readFile(join(directory, 'authority.crt'), 'utf8')).not.toContain('PRIVATE');
    expect((await readdir(directory)).sort()).toEqual(['authority.crt', 'authority.pem', 'server.pem']);
  });

  test('a second start changes nothing', async () => {
    const first = await ensure();
    const second = await ensure(later(1));
    expect(first.madeNow).toBe(true);
    expect(second).toEqual({ ...first, madeNow: false });
  });

  test('with 31 days left it stays, with 29 it is renewed below the same authority', async () => {
    const first = await ensure();
    const kept = await ensure(later(396 - 31));
    expect(kept.cert).toBe(first.cert);
    const renewed = await ensure(later(396 - 29));
    expect(renewed.cert).not.toBe(first.cert);
    expect(renewed.fingerprint).toBe(first.fingerprint);
    expect(renewed.madeNow).toBe(false);
    expect(leaf(renewed).verify(new X509Certificate(first.caPem).publicKey)).toBe(true);
    expect(first.renewFrom).toBe(first.validUntil - 30 * dayMs);
  });

  test('a new public host needs a new authority, a host that goes does not', async () => {
    const first = await ensure();
    const wider = await ensure(today, 'crm.example.com');
    expect(wider.fingerprint).not.toBe(first.fingerprint);
    expect(wider.madeNow).toBe(true);
    expect(await ensure()).toEqual({ ...wider, hosts: first.hosts, madeNow: false });
  });

  test('a stolen authority cannot pose as another site', async () => {
    const made = await ensure(today, 'crm.example.com', '192.0.2.1', '2001:db8::7');
    const [, cert = '', key = ''] = /^(.*?-----END CERTIFICATE-----\n)(.*)$/s.exec(
      await readFile(join(directory, 'authority.pem'), 'utf8'),
    )!;
    const stolen = async (...hosts: string[]) => {
      const server = await makeServerCertificate(hosts, { cert, key }, today);
      return handshake({ ...made, ...server }, made.caPem, hosts[0]!);
    };
    expect(await stolen('crm.example.com')).toBeNull();
    expect(await stolen('crm.example.com', '192.0.2.1', '2001:db8::7')).toBeNull();
    expect(await stolen('bank.example')).toBe('permitted subtree violation');
    expect(await stolen('crm.example.com', '192.0.2.2')).toBe('permitted subtree violation');
    expect(await stolen('crm.example.com', '2001:db8::8')).toBe('permitted subtree violation');
  });

  test('an authority that would not outlive a server certificate is replaced, and says so', async () => {
    const first = await ensure();
    expect((await ensure(later(3650 - 397))).fingerprint).toBe(first.fingerprint);
    const replaced = await ensure(later(3650 - 395));
    expect(replaced.fingerprint).not.toBe(first.fingerprint);
    expect(replaced.madeNow).toBe(true);
  });

  test.each(['server.pem', 'authority.pem'])('a damaged %s is made anew', async (name) => {
    const first = await ensure();
    await writeFile(join(directory, name), 'not a certificate');
    const second = await ensure();
    expect(second.cert).not.toBe(first.cert);
    expect(await handshake(second, second.caPem, 'localhost')).toBeNull();
  });

  test('a key beside a foreign certificate is not used', async () => {
    const first = await ensure();
    const other = await ensureCertificate({ directory: join(root, 'other'), hosts: [], now: today });
    await writeFile(join(directory, 'server.pem'), leaf(first).toString() + other.key);
    expect(await handshake(await ensure(), first.caPem, 'localhost')).toBeNull();
  });

  test('processes that start at once end with one authority', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => ensure()));
    expect(new Set(all.map((each) => each.fingerprint)).size).toBe(1);
    for (const each of all) expect(await handshake(each, all[0]!.caPem, 'localhost')).toBeNull();
  });

  test('a folder that cannot be used is a permanent failure with the remedy', async () => {
    await writeFile(directory, 'in the way');
    const failure = await ensure().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PermanentFailure);
    expect((failure as PermanentFailure).message).toContain('set DATA_DIR to a folder where it may');
  });
});
