import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { answered } from './route.ts';
import { type ArchivedFile, zipArchive } from './zip-archive.ts';

/** Types a browser may be told; everything else is a stream of octets, so that nothing of a stranger's runs. */
const passive =
  /^(image\/(png|jpeg|gif|webp)|application\/pdf|text\/plain|message\/rfc822|application\/(zip|msword)|application\/vnd\.[\w.+-]{1,80})$/;

/** Bytes as a download: disposition attachment (RFC 6266), never sniffed, in a sandbox of their own. */
export const sendBytes = (
  response: Response,
  bytes: Uint8Array,
  { name, type }: { readonly name: string; readonly type: string },
): typeof answered => {
  response
    .set('Content-Security-Policy', "sandbox; default-src 'none'")
    .attachment(name)
    .type(passive.test(type.toLowerCase()) ? type : 'application/octet-stream')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return answered;
};

/** Files as one download, while they are read. A failure on the way cuts the answer off, so that nobody takes a part for all. */
export const sendArchive = async (
  response: Response,
  files: AsyncIterable<ArchivedFile>,
  name: string,
): Promise<typeof answered> => {
  response.set('Content-Security-Policy', "sandbox; default-src 'none'").attachment(name).type('application/zip');
  await pipeline(Readable.from(zipArchive(files), { objectMode: false }), response);
  return answered;
};
