import { createServer } from 'node:https';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeTestCertificate, type TestCertificate } from './certificates.ts';

export interface HttpsListening extends AsyncDisposable {
  /** `https://localhost:PORT`, without a slash. */
  readonly origin: string;
  /** Who trusts this trusts it. */
  readonly authority: string;
}

let certificate: Promise<TestCertificate> | null = null;

/** Serves over https on a free port of localhost, with a certificate made for this run, until it is disposed of. */
export async function listenHttps(listener: RequestListener): Promise<HttpsListening> {
  certificate ??= makeTestCertificate();
  const { key, cert, authority } = await certificate;
  const server = createServer({ key, cert }, listener);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `https://localhost:${port}`, authority, [Symbol.asyncDispose]: () => closed(server) };
}

const closed = (server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<void> =>
  new Promise((resolve, reject) => {
    server.closeAllConnections();
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
