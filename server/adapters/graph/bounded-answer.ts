import type { IncomingMessage } from 'node:http';
import { TemporaryFailure } from '../../ports/failure.ts';

export const longestJson = 16 * 1024 * 1024;

/** The content of an answer; null: there is more, and reading stops. */
export const readAll = async (response: IncomingMessage, most: number): Promise<Buffer | null> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) {
      response.destroy();
      return null;
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

/** Throws TemporaryFailure for what is no JSON, or too much of it. */
export const parsed = (bytes: Buffer | null): Readonly<Record<string, unknown>> => {
  if (bytes === null) {
    throw new TemporaryFailure('The mail service answers with more than we take.', { code: 'source_unavailable' });
  }
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (cause) {
    throw new TemporaryFailure('The mail service gave an answer that is no JSON.', {
      code: 'source_unavailable',
      cause,
    });
  }
};

/** The code of the service's error; of what is no JSON (a proxy in between) there is none. */
export const codeIn = (bytes: Buffer | null): string => {
  try {
    const { error } = parsed(bytes);
    const { code } = (error ?? {}) as { readonly code?: unknown };
    return typeof code === 'string' ? code : '';
  } catch {
    // The status alone judges it.
    return '';
  }
};
