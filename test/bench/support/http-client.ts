import { Agent, request } from 'node:http';

export interface BenchAnswer {
  readonly status: number;
  readonly body: string;
}

/** One caller with one connection that stays open, as a browser keeps it. */
export interface BenchClient {
  post(path: string, type: string, body: Uint8Array): Promise<BenchAnswer>;
  close(): void;
}

export const createBenchClient = (origin: string, token: string): BenchClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(origin);
  return {
    post: (path, type, body) =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'content-length': body.byteLength };
        const call = request({ agent, hostname, port, path: `/api/v1${path}`, method: 'POST', headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
          );
          response.on('error', reject);
        });
        call.on('error', reject);
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
};
