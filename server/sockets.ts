import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Tls {
  readonly cert: string;
  readonly key: string;
}

const listen = async (server: Server, port: number): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
};

/** Requests under way are finished; connections that only wait are closed at once. */
const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });

export interface Sockets {
  /** Listens (0 = any port) and gives the loopback address with the real port. Rejects when the port is taken. */
  open(handler: RequestListener, port: number): Promise<string>;
  /** Those that show a certificate. */
  withTls(): TlsServer[];
  closeAll(): Promise<void>;
}

/** The sockets of one process, all with or all without TLS. */
export const createSockets = (tls: Tls | null): Sockets => {
  const servers: Server[] = [];
  return {
    open: async (handler, port) => {
      const server =
        tls === null ? createPlainServer(handler) : createTlsServer({ cert: tls.cert, key: tls.key }, handler);
      servers.push(server);
      return `${tls === null ? 'http' : 'https'}://localhost:${await listen(server, port)}`;
    },
    withTls: () => servers.filter((server) => server instanceof TlsServer),
    closeAll: async () => {
      await Promise.all(servers.map(stop));
    },
  };
};
