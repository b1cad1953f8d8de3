import type { Response } from 'express';

/**
 * Answers with this value as JSON. Express's own way asks of every answer whether the caller has it already and writes
 * its head apart from its body; ours are never kept (`no-store`), and one write is half the time.
 */
export const sendJson = (response: Response, status: number, value: unknown): void => {
  const text = JSON.stringify(value);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
};
