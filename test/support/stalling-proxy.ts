import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface StallingProxy extends AsyncDisposable {
  readonly port: number;
  /** After so many more bytes nothing comes from the server any more, and nobody hangs up. */
  stallAfter(bytes: number): void;
  readonly hasStalled: () => boolean;
  /** Connections that come from now on are whole. */
  release(): void;
  /** Connections that the client has not ended. */
  connections(): number;
}

/** Stands between us and a server on loopback, and can fall silent; whoever started it disposes of it. */
export const startStallingProxy = async (serverPort: number): Promise<StallingProxy> => {
  const open = new Set<Socket>();
  let left = Infinity;
  let isStalled = false;
  const proxy = createServer((client) => {
    const server = connect({ host: '127.0.0.1', port: serverPort });
    open.add(client);
    server.on('data', (piece) => {
      if (left <= 0) {
        isStalled = true;
        return;
      }
      left -= piece.length;
      client.write(piece);
    });
    client.pipe(server);
    const end = () => {
      open.delete(client);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.once('close', end).on('error', end);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    stallAfter: (bytes) => void (left = bytes),
    hasStalled: () => isStalled,
    release: () => {
      left = Infinity;
      isStalled = false;
    },
    connections: () => open.size,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        proxy.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
};
