import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LossyProxy extends AsyncDisposable {
  readonly url: string;
  /** The next request of this method reaches the server, and its answer reaches nobody. */
  loseAnswer(method: string): void;
}

/** Stands between us and an http server on loopback; whoever started it disposes of it. */
export const startLossyProxy = async (origin: string): Promise<LossyProxy> => {
  let losing: string | null = null;
  const proxy = createServer((asked, answer) => {
    const { method = 'GET', headers } = asked;
    const onward = request(new URL(asked.url ?? '/', origin), { method, headers }, (given) => {
      if (losing === method) {
        losing = null;
        given.resume().once('end', () => asked.socket.destroy());
        return;
      }
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    onward.once('error', () => asked.socket.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`,
    loseAnswer: (method) => {
      losing = method;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
};
