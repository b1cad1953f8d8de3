import type { Request, Response } from 'express';
import { Refusal } from '../usecases/refusal.ts';
import type { ExpectedVersion } from '../usecases/records/write-record.ts';

const tag = /^(?:W\/)?"?(\d{1,15})"?$/;

/** The version of what is answered, as its ETag (RFC 9110 section 8.8.3). */
export const sendVersion = (response: Response, version: number): void => {
  response.setHeader('ETag', `"${version}"`);
};

/**
 * What If-Match asks for. A weak tag counts too: a proxy that compresses makes the tag weak, and the version it names is
 * the same one.
 */
export const readIfMatch = (request: Request): ExpectedVersion => {
  const written = request.get('if-match')?.trim();
  if (written === undefined || written === '' || written === '*') return 'anyVersion';
  return written.split(',').map((one) => {
    const version = tag.exec(one.trim())?.[1];
    if (version === undefined)
      throw new Refusal('precondition_failed', 'If-Match: write the ETag that reading the record gave, such as "3".');
    return Number(version);
  });
};
