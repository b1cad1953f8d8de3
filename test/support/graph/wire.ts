/** Bytes of requests and answers. */
import { request as ask } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './exchange.ts';

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

export const postTo =
  (trusts: readonly string[]) =>
  (url: string, contentType: string, body: string): Promise<{ status: number; type: string; text: string }> =>
    new Promise((resolve, reject) => {
      const options = {
        method: 'POST',
        ca: [...trusts],
        headers: { 'content-type': contentType },
        agent: false as const,
      };
      const call = ask(url, options, (response) => {
        void readBody(response).then((text) =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: text.toString('utf8'),
          }),
        );
      });
      call.once('error', reject);
      call.end(body);
    });

export const write = (response: ServerResponse, reply: Reply, cut: boolean): void => {
  const body = reply.body ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
  const bytes = Buffer.from(body as Uint8Array);
  // An answer without content has no middle: nothing of it arrives.
  if (cut && bytes.length === 0) return void response.destroy();
  const type = reply.json === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(reply.status, {
    ...type,
    ...reply.headers,
    ...(cut ? { 'content-length': String(bytes.length) } : {}),
  });
  if (!cut) return void response.end(bytes);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
};

/** Pages of any origin may ask, as of the real service; true: it was the question whether they may, and it is answered. */
export const sharedWithPages = (request: IncomingMessage, response: ServerResponse): boolean => {
  if (request.headers.origin === undefined) return false;
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'Retry-After');
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, prefer, if-match',
  });
  response.end();
  return true;
};
