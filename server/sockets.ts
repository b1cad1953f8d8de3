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

/** Addresses of this computer itself, also as IPv6 writes an IPv4 one. */
const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Hangs up on every other computer before a byte is read. */
const serveThisComputerOnly = (server: Server): void => {
  server.on('connection', (socket) => {
    if (!loopback.test(socket.remoteAddress ?? '')) socket.destroy();
  });
};

/** The sockets of one process, all with or all without TLS, for everyone or for this computer alone. */
export const createSockets = (tls: Tls | null, audience: 'everyone' | 'thisComputer'): Sockets => {
  const servers: Server[] = [];
  return {
    open: async (handler, port) => {
      const server =
        tls === null ? createPlainServer(handler) : createTlsServer({ cert: tls.cert, key: tls.key }, handler);
      if (audience === 'thisComputer') serveThisComputerOnly(server);
      servers.push(server);
      return `${tls === null ? 'http' : 'https'}://localhost:${await listen(server, port)}`;
    },
    withTls: () => servers.filter((server) => server instanceof TlsServer),
    closeAll: async () => {
      await Promise.all(servers.map(stop));
    },
  };
};
