import type { WireMailbox } from '#shared/model/mailbox.ts';
import { toWire } from '#shared/model/instant.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { FilledMail } from '../../usecases/mailboxes/back-fill.ts';
import type { PreviewedMail } from '../../usecases/mailboxes/preview-mailbox.ts';

/** Everything but the secret and how far it was read. */
export const presentMailbox = (mailbox: StoredMailbox, names: ReadonlyMap<string, string>): WireMailbox => ({
  id: mailbox.id,
  owner: mailbox.owner,
  ownerName: mailbox.owner.kind === 'sink' ? '' : (names.get(mailbox.owner.id) ?? ''),
  address: mailbox.address,
  incoming: mailbox.incoming,
  wrapping: mailbox.wrapping,
  settlement: mailbox.settlement,
  ownerConsents: mailbox.ownerConsents,
  pollSeconds: mailbox.pollSeconds,
  approved: mailbox.approved,
  enabled: mailbox.enabled,
  health: {
    state: mailbox.health.state,
    since: toWire(mailbox.health.since),
    lastPolledAt: mailbox.health.lastPolledAt === null ? null : toWire(mailbox.health.lastPolledAt),
    failures: mailbox.health.failures,
    problem: mailbox.health.problem,
  },
  version: mailbox.version,
});

export const presentPreviewed = ({ outcome, at, trackedFor, ...mail }: PreviewedMail) => ({
  ...mail,
  ...outcome,
  trackedFor: [...trackedFor],
  at: at === null ? null : toWire(at),
});

export const presentFilled = ({ at, outcome, ...filled }: FilledMail) => ({
  ...filled,
  ...outcome,
  at: at === null ? null : toWire(at),
});
