import type { Instant } from '#shared/model/instant.ts';
import { hostOf } from '../../domain/mailbox/incoming-place.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';

/** What the change log keeps: which server, which user, what is done there; never a secret. */
const logged = ({ owner, address, incoming, wrapping, settlement, approved, enabled }: StoredMailbox) => ({
  owner,
  address,
  protocol: incoming.protocol,
  host: hostOf(incoming),
  user: incoming.signIn.user,
  wrapping,
  settlement,
  approved,
  enabled,
});

export const journalMailbox = (
  tx: StoreWrite,
  change: {
    readonly mailbox: StoredMailbox;
    readonly before?: StoredMailbox;
    readonly at: Instant;
    readonly actorId: string | null;
    readonly reason: string;
  },
): Promise<void> =>
  tx.journal.append([
    {
      kind: 'mailbox.changed',
      subjectId: change.mailbox.id,
      at: change.at,
      actorId: change.actorId,
      reason: change.reason,
      ...(change.before === undefined ? {} : { before: logged(change.before) }),
      after: logged(change.mailbox),
    },
  ]);
