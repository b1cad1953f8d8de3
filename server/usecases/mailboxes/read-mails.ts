import type { Instant } from '#shared/model/instant.ts';
import type { FetchedMessage, MailSource } from '../../ports/mail-source.ts';

/** A person waits for it. */
const withinMs = 60_000;

interface Asked {
  readonly from: Instant;
  /** Mail that arrived at this moment or later is no part of it; null: there is no end. */
  readonly until: Instant | null;
  /** So many mails are looked at, those outside the time counted. */
  readonly limit: number;
  readonly maxBytes: number;
}

/**
 * Mail that arrived within a time, in the order of its server, whatever was fetched before; nothing at the server changes.
 * Gives the moment from which there is more to look at; null: there is none.
 */
export const readMails = async (
  source: MailSource,
  { until, ...asked }: Asked,
  take: (mail: FetchedMessage) => Promise<void>,
): Promise<Instant | null> => {
  const known = () => Promise.resolve(new Set<string>());
  const mails = source.fetch({ ...asked, cursor: null, known }, AbortSignal.timeout(withinMs));
  let last: Instant = asked.from;
  for (;;) {
    const step = await mails.next();
    if (step.done === true) {
      if (!step.value.more || (until !== null && last >= until)) return null;
      // Moments are to the second: those of the same one are looked at again, and known.
      return last > asked.from ? last : ((last + 1) as Instant);
    }
    const { arrivedAt } = step.value;
    last = arrivedAt ?? last;
    if (until === null || (arrivedAt !== null && arrivedAt < until)) await take(step.value);
  }
};
