import type { Instant } from '#shared/model/instant.ts';
import { settlementNow } from '../../domain/mailbox/settlement.ts';
import type { FetchAsked, FetchEnd, MailSource, SourceCursor } from '../../ports/mail-source.ts';
import { LeaseLost, type Poll, type PollNeeds, waits } from './poll-facts.ts';
import { purgeSink } from './purge-sink.ts';
import { takeMails } from './take-mails.ts';

/** So many mails are settled at their source at a time. */
const settledAtOnce = 100;

export interface PollAsked {
  /** At most about so many mails, then it is the next mailbox's turn. */
  readonly turn: number;
  readonly source: MailSource;
  readonly signal: AbortSignal;
}

/**
 * A13: what is committed and not settled yet, of this poll or of one that ended early, is settled; only then it counts
 * as settled here. Safe to repeat. Throws what the source throws.
 */
const settleFound = async (needs: PollNeeds, poll: Poll, { source, signal }: PollAsked): Promise<void> => {
  const { organizationId, mailbox } = poll;
  const how = settlementNow(mailbox);
  if (how.kind === 'leave') return;
  for (;;) {
    const found = await needs.store.read(organizationId, (read) =>
      read.mailboxes.unsettled(mailbox.id, mailbox.epoch, settledAtOnce),
    );
    if (found.length === 0 || signal.aborted) return;
    await source.settle(
      found.map(({ origin }) => origin),
      how,
      signal,
    );
    const keys = found.map(({ key }) => key);
    const at = needs.clock.now();
    await needs.store.transact(organizationId, (tx) => tx.mailboxes.markSettled(mailbox.id, keys, 'settled', at));
  }
};

const askedOf = (
  needs: PollNeeds,
  { organizationId, mailbox, resting, boundFolders }: Poll,
  place: { readonly cursor: SourceCursor | null; readonly limit: number; readonly maxBytes: number },
): FetchAsked => ({
  ...place,
  from: mailbox.startsAt,
  boundFolders,
  known: async (keys) => {
    const known = await needs.store.read(organizationId, (read) => read.mailboxes.known(mailbox.id, keys));
    return new Set([...known, ...keys.filter((key) => resting.has(key))]);
  },
});

/** Null: the process ends, and the rest is found again. */
const takeAll = async (needs: PollNeeds, poll: Poll, asked: FetchAsked, given: PollAsked): Promise<FetchEnd | null> => {
  const take = takeMails(needs);
  const mails = needs.readGroups(given.source, asked, given.signal);
  let end: FetchEnd | null = null;
  try {
    while (end === null && !given.signal.aborted) {
      const step = await mails.next();
      if (step.done === true) end = step.value;
      else await take(poll, step.value);
    }
    return end;
  } finally {
    if (end === null) await mails.return({ cursor: asked.cursor ?? ('' as SourceCursor), more: true });
  }
};

const moveCursor = async (needs: PollNeeds, poll: Poll, cursor: SourceCursor): Promise<void> => {
  const held = await needs.store.transact(poll.organizationId, (tx) =>
    tx.mailboxes.hold(poll.lease, waits(poll) ? null : cursor),
  );
  if (!held) throw new LeaseLost();
};

/**
 * One poll: fetches what is new, records each mail with its place in one transaction, and settles what is committed
 * (A1, A13, A14). Gives whether the source has more at once. Throws LeaseLost, and what source and store throw.
 */
export const pollMailbox =
  (needs: PollNeeds) =>
  async (poll: Poll, given: PollAsked): Promise<{ readonly more: boolean }> => {
    await settleFound(needs, poll, given);
    const { messageLimitBytes: maxBytes } = await needs.store.read(poll.organizationId, (read) =>
      read.organization.settings(),
    );
    let { cursor } = poll.mailbox;
    for (;;) {
      const limit = Math.max(1, given.turn - poll.handled);
      const end = await takeAll(needs, poll, askedOf(needs, poll, { cursor, limit, maxBytes }), given);
      if (end === null) return { more: true };
      await moveCursor(needs, poll, end.cursor);
      await settleFound(needs, poll, given);
      if (!end.more) await purgeSink(needs, poll, given);
      if (!end.more || poll.handled >= given.turn) return { more: end.more };
      cursor = end.cursor;
    }
  };

/** How long failing mail is left alone before it is tried again. */
export const restSince = (now: Instant, restMs: number): Instant => (now - restMs) as Instant;
