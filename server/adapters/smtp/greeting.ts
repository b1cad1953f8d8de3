/** What a server offers in its answer to EHLO (RFC 5321 section 4.1.1.1). */
import type { Reply } from './reply.ts';

export interface Offers {
  readonly startTls: boolean;
  readonly pipelining: boolean;
  readonly eightBit: boolean;
  readonly utf8: boolean;
  readonly notifications: boolean;
  /** Bytes of the largest mail (RFC 1870); null: not said. */
  readonly sizeLimit: number | null;
  /** Ways to sign in, in capitals. */
  readonly auth: readonly string[];
}

export const offersOf = (reply: Reply): Offers => {
  const keywords = new Map<string, string>();
  for (const line of reply.lines.slice(1)) {
    const [keyword = '', ...rest] = line.trim().split(/[ =]/);
    keywords.set(keyword.toUpperCase(), rest.join(' ').trim());
  }
  const size = Number(keywords.get('SIZE') ?? '');
  return {
    startTls: keywords.has('STARTTLS'),
    pipelining: keywords.has('PIPELINING'),
    eightBit: keywords.has('8BITMIME'),
    utf8: keywords.has('SMTPUTF8'),
    notifications: keywords.has('DSN'),
    sizeLimit: Number.isSafeInteger(size) && size > 0 ? size : null,
    auth: (keywords.get('AUTH') ?? '').toUpperCase().split(/\s+/).filter(Boolean),
  };
};

/** What a server that knows EHLO not at all can do. */
export const noOffers: Offers = offersOf({ code: 250, lines: [] });
