import { createServer } from 'node:https';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instant } from '#shared/model/instant.ts';
import { makeAuthority, makeServerCertificate } from '../../server/adapters/certificate/make-certificate.ts';
import type { KeyPair } from '../../server/adapters/certificate/pem-files.ts';

export interface HttpsListening extends AsyncDisposable {
  /** `https://localhost:PORT`, without a slash. */
  readonly origin: string;
}

const hosts = ['localhost', '127.0.0.1', '::1'];

const makeCertificate = async (): Promise<KeyPair> => {
  const now = Date.now() as Instant;
  return makeServerCertificate(hosts, await makeAuthority(hosts, now), now);
};

let certificate: Promise<KeyPair> | null = null;

/** Serves over https on a free port of localhost, with a certificate made for this run, until it is disposed of. */
export async function listenHttps(listener: RequestListener): Promise<HttpsListening> {
  certificate ??= makeCertificate();
  const { key, cert } = await certificate;
  const server = createServer({ key, cert }, listener);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `https://localhost:${port}`, [Symbol.asyncDispose]: () => closed(server) };
}

const closed = (server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<void> =>
  new Promise((resolve, reject) => {
    server.closeAllConnections();
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
