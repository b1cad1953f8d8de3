import type { Instant } from '#shared/model/instant.ts';
import { makeAuthority, makeServerCertificate } from '../../server/adapters/certificate/make-certificate.ts';

export interface TestCertificate {
  /** Who signed it; a client that trusts it takes the certificate. */
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

/** For a server on loopback, made for this run; other hosts or an expired one on request. */
export const makeTestCertificate = async (
  hosts: readonly string[] = ['localhost', '127.0.0.1', '::1'],
  expired = false,
): Promise<TestCertificate> => {
  const now = Date.now() as Instant;
  const authority = await makeAuthority(hosts, now);
  const at = (expired ? now - 500 * dayMs : now) as Instant;
  return { authority: authority.cert, ...(await makeServerCertificate(hosts, authority, at)) };
};
