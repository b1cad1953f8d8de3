/**
 * The caller of a benchmark, in a process of its own: one connection that stays open, and nothing on it but the bytes of
 * HTTP/1.1. Started by http-client.ts with host, port and token; takes `{ path, type, body }`, answers with status, body
 * and the milliseconds from the first byte sent to the last one received.
 */
import { connect } from 'node:net';

const [host, port, token] = process.argv.slice(2);
const socket = connect({ host, port: Number(port), noDelay: true });
const endOfHead = Buffer.from('\r\n\r\n');

/** The answer that begins these bytes; null while some of it is still on its way. */
const answerIn = (bytes) => {
  const end = bytes.indexOf(endOfHead);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
  if (!Number.isInteger(length)) throw new Error(`an answer without its length: ${head}`);
  const body = bytes.subarray(end + endOfHead.length);
  return body.length < length ? null : { status: Number(head.slice(9, 12)), body: body.toString('utf8', 0, length) };
};

const post = ({ path, type, body }) => {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}:${port}`,
    `Authorization: Bearer ${token}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
  ];
  const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
  let received = Buffer.alloc(0);
  const started = performance.now();
  const take = (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = answerIn(received);
    if (answer === null) return;
    const ms = performance.now() - started;
    socket.off('data', take);
    process.send({ ...answer, ms });
  };
  socket.on('data', take);
  socket.write(bytes);
};

socket.on('close', () => process.exit(1));
process.on('message', post);
process.on('disconnect', () => process.exit(0));
