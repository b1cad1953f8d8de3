import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

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

/**
 * Ends a server: requests under way are answered, all other connections are closed at once. Node takes a connection on which
 * nothing was ever asked for one at work, and waits a minute for it; browsers open such ones beforehand.
 */
const endingOf = (server: Server): (() => Promise<void>) => {
  const unused = new Map<string, Socket>();
  let isEnding = false;
  const nameOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
  server.on('connection', (socket: Socket) => {
    // Below TLS the request's socket is another one; both have the same other end.
    const name = nameOf(socket);
    unused.set(name, socket);
    socket.once('close', () => unused.delete(name));
  });
  server.on('request', (request, response) => {
    unused.delete(nameOf(request.socket));
    response.once('close', () => {
      if (isEnding) server.closeIdleConnections();
    });
  });
  return () =>
    new Promise((resolve) => {
      isEnding = true;
      server.close(() => resolve());
      server.closeIdleConnections();
      for (const socket of unused.values()) socket.destroy();
    });
};

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
  const servers: { readonly server: Server; readonly end: () => Promise<void> }[] = [];
  return {
    open: async (handler, port) => {
      const server =
        tls === null ? createPlainServer(handler) : createTlsServer({ cert: tls.cert, key: tls.key }, handler);
      if (audience === 'thisComputer') serveThisComputerOnly(server);
      servers.push({ server, end: endingOf(server) });
      return `${tls === null ? 'http' : 'https'}://localhost:${await listen(server, port)}`;
    },
    withTls: () => servers.flatMap(({ server }) => (server instanceof TlsServer ? [server] : [])),
    closeAll: async () => {
      await Promise.all(servers.map(({ end }) => end()));
    },
  };
};
