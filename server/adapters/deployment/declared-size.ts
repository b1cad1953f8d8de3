import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** What a server decides from the header fields alone it says at once. */
const withinMs = 10_000;

/**
 * Whether a body of this size is refused as too large: only the header fields are sent, with the size and `Expect:
 * 100-continue` (RFC 9110 section 10.1.1). A server that refuses while a body is still being sent may reset the
 * connection, and its answer is lost with it. False also where the server says nothing.
 */
export const isRefusedBySize = (url: string, sizeBytes: number, headers: Record<string, string>): Promise<boolean> =>
  new Promise((resolve) => {
    const send = url.startsWith('https:') ? overHttps : overHttp;
    const asked = send(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': String(sizeBytes), expect: '100-continue' },
      signal: AbortSignal.timeout(withinMs),
    });
    const end = (isRefused: boolean): void => {
      resolve(isRefused);
      asked.destroy();
    };
    asked.once('response', ({ statusCode }) => end(statusCode === 413));
    // Not told: the mail is tried again later.
    asked.on('error', () => end(false));
    asked.flushHeaders();
  });
