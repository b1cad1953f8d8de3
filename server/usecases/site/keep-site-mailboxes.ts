import type { IncomingSettings, Settlement, Wrapping } from '#shared/model/mailbox.ts';
import { samePlace } from '../../domain/mailbox/incoming-place.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { SourceCursor } from '../../ports/mail-source.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { addMailbox, newHealth } from '../mailboxes/add-mailbox.ts';
import { startsAgainAt } from '../mailboxes/change-mailbox.ts';
import { connectMailbox } from '../mailboxes/connect-mailbox.ts';
import type { MailboxNeeds } from '../mailboxes/mailbox-needs.ts';
import { sealMailboxSecret } from '../mailboxes/source-profile.ts';

/** A mailbox that a site serves, as its file says. */
export interface SiteMailbox {
  readonly address: string;
  readonly incoming: IncomingSettings;
  readonly secret: string;
  readonly wrapping: Wrapping;
  readonly settlement: Settlement;
  readonly pollSeconds: number;
}

/** Servers that are asked at one time where what is new begins. */
const connectedAtOnce = 16;

/** Null: its server cannot be asked now; then the moment decides, and the first poll says what is wrong. */
const beginningOf = async (needs: MailboxNeeds, wanted: SiteMailbox): Promise<SourceCursor | null> => {
  try {
    const connected = await connectMailbox(needs)({ ...wanted, trustedHost: true });
    return connected.kind === 'connected' ? connected.cursor : null;
  } catch (error) {
    if (error instanceof PermanentFailure) return null;
    throw error;
  }
};

interface Change {
  readonly stored: StoredMailbox;
  readonly wanted: SiteMailbox;
}

const change = async (needs: MailboxNeeds, tx: StoreWrite, { stored, wanted }: Change): Promise<void> => {
  const { secret, ...settings } = wanted;
  const sealedSecret = sealMailboxSecret(needs.secretBox, tx.organizationId, stored.id, secret);
  await tx.mailboxes.save({ ...stored, ...settings, sealedSecret });
  if (!samePlace(stored.incoming, wanted.incoming))
    await tx.mailboxes.restart(stored.id, { cursor: null, startsAt: startsAgainAt(stored) });
  await tx.mailboxes.setHealth(stored.id, {
    ...newHealth(needs.clock.now()),
    lastPolledAt: stored.health.lastPolledAt,
  });
  await tx.mailboxes.schedule(stored.id, true);
};

const add = async (needs: MailboxNeeds, organizationId: string, wanted: SiteMailbox): Promise<void> => {
  await addMailbox(needs)({
    ...wanted,
    organizationId,
    actorId: null,
    owner: { kind: 'sink' },
    trustedHost: true,
    approved: true,
    enabled: true,
    cursor: await beginningOf(needs, wanted),
    takeOver: null,
  });
};

/** Makes what a site remembers match its file: new mailboxes begin with mail that comes from now on, others go on (A18, A25). */
export const keepSiteMailboxes =
  (needs: MailboxNeeds) =>
  async (organizationId: string, wanted: readonly SiteMailbox[]): Promise<void> => {
    const standing = await needs.store.read(organizationId, (read) => read.mailboxes.list());
    const byAddress = new Map(standing.map((stored) => [stored.address, stored]));
    const addresses = new Set(wanted.map(({ address }) => address));
    await needs.store.transact(organizationId, async (tx) => {
      for (const { id, address } of standing) if (!addresses.has(address)) await tx.mailboxes.remove(id);
      for (const one of wanted) {
        const stored = byAddress.get(one.address);
        if (stored !== undefined) await change(needs, tx, { stored, wanted: one });
      }
    });
    const added = wanted.filter(({ address }) => !byAddress.has(address));
    for (let index = 0; index < added.length; index += connectedAtOnce)
      await Promise.all(added.slice(index, index + connectedAtOnce).map((one) => add(needs, organizationId, one)));
  };
