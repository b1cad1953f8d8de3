import type { Instant } from '#shared/model/instant.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { Poll, PollNeeds } from './poll-facts.ts';
import type { MailSource } from '../../ports/mail-source.ts';

const dayMs = 86_400_000;
const atOnce = 100;

/** Forward mailboxes whose mail stays at first; what is moved or deleted at once needs no purge. */
const keepsMail = ({ owner, settlement }: StoredMailbox): boolean =>
  owner.kind === 'sink' && (settlement.kind === 'leave' || settlement.kind === 'mark');

/**
 * A22: removes from a forward mailbox what was handled long enough ago. What failed has no row that says handled, so it
 * stays, unless its bytes are in the undeliverable queue. Throws what the source throws.
 */
export const purgeSink = async (
  needs: PollNeeds,
  { organizationId, mailbox }: Poll,
  { source, signal }: { readonly source: MailSource; readonly signal: AbortSignal },
): Promise<void> => {
  if (!keepsMail(mailbox)) return;
  const at = needs.clock.now();
  for (;;) {
    const old = await needs.store.read(organizationId, async (read) => {
      const { sinkPurgeDays } = await read.organization.settings();
      if (sinkPurgeDays === 0) return [];
      const before = (at - sinkPurgeDays * dayMs) as Instant;
      return read.mailboxes.settledBefore(mailbox.id, mailbox.epoch, before, atOnce);
    });
    if (old.length === 0 || signal.aborted) return;
    await source.settle(
      old.map(({ origin }) => origin),
      { kind: 'delete' },
      signal,
    );
    const keys = old.map(({ key }) => key);
    await needs.store.transact(organizationId, (tx) => tx.mailboxes.markSettled(mailbox.id, keys, 'purged', at));
  }
};
