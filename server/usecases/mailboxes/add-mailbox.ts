import type { IncomingSettings, MailboxOwner, Settlement, Wrapping } from '#shared/model/mailbox.ts';
import { mailboxLimits } from '#shared/model/mailbox.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { samePlace } from '../../domain/mailbox/incoming-place.ts';
import { needsConsent, usualSettlement } from '../../domain/mailbox/settlement.ts';
import type { SourceCursor } from '../../ports/mail-source.ts';
import type { StoredHealth, StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { TakeOver } from '../mapping/claim-mailbox.ts';
import { insistOnFetching } from '../connections/insist-on-method.ts';
import { Refusal } from '../refusal.ts';
import { journalMailbox } from './journal-mailbox.ts';
import { type MailboxNeeds, pollJob } from './mailbox-needs.ts';
import { mapMailbox } from './map-mailbox.ts';
import { sealMailboxSecret, triedProfile } from './source-profile.ts';
import { insistOnPassing } from './test-mailbox.ts';

export interface NewMailbox {
  readonly organizationId: string;
  /** Null: by command line. */
  readonly actorId: string | null;
  readonly owner: MailboxOwner;
  readonly address: string;
  readonly incoming: IncomingSettings;
  readonly secret: string;
  readonly wrapping: Wrapping;
  readonly settlement: Settlement | null;
  readonly pollSeconds: number;
  readonly trustedHost: boolean;
  readonly approved: boolean;
  readonly enabled: boolean;
  /** Where what is new begins, if its server said so already. */
  readonly cursor: SourceCursor | null;
  /** I5: breaks the mapping of whoever has the mailbox; null: it stays. */
  readonly takeOver: TakeOver | null;
}

/** Servers tell when a mail came to the second alone. */
export const wholeSecond = (at: Instant): Instant => (Math.floor(at / 1_000) * 1_000) as Instant;

export const newHealth = (at: Instant): StoredHealth => ({
  state: 'new',
  since: at,
  lastPolledAt: null,
  failures: 0,
  problem: null,
});

const checkOwner = async (tx: StoreWrite, owner: MailboxOwner): Promise<void> => {
  switch (owner.kind) {
    case 'user':
      if ((await tx.users.find(owner.id)) === null)
        throw new Refusal('user_not_found', 'The organization has no user with this id.');
      return;
    case 'queue':
      if ((await tx.records.findWritten({ type: 'queue', id: owner.id })) === null)
        throw new Refusal('record_not_found', 'There is no queue with this id.');
      return;
    case 'sink':
      return;
  }
};

/**
 * The same mail fetched twice is handled once all the same; two mailboxes on one place only do the work twice. Which of two
 * people has it their mappings say (I5).
 */
const checkTwin = async (tx: StoreWrite, { incoming, owner }: NewMailbox): Promise<void> => {
  const isOfAnother = (other: MailboxOwner) => owner.kind === 'user' && other.kind === 'user' && other.id !== owner.id;
  const twin = (await tx.mailboxes.list()).find((one) => samePlace(one.incoming, incoming) && !isOfAnother(one.owner));
  if (twin !== undefined) throw new Refusal('already_exists', 'Mail is fetched from this place already.');
};

const mailboxOf = (needs: MailboxNeeds, given: NewMailbox): StoredMailbox => {
  const id = needs.ids.next();
  const at = needs.clock.now();
  return {
    id,
    owner: given.owner,
    address: given.address,
    incoming: given.incoming,
    sealedSecret: sealMailboxSecret(needs.secretBox, given.organizationId, id, given.secret),
    trustedHost: given.trustedHost,
    wrapping: given.wrapping,
    settlement: given.settlement ?? usualSettlement(given.owner),
    ownerConsents: false,
    pollSeconds: given.pollSeconds,
    approved: given.approved,
    enabled: given.enabled,
    health: newHealth(at),
    cursor: given.cursor,
    startsAt: wholeSecond(at),
    epoch: 1,
    version: 1,
    createdAt: at,
  };
};

/**
 * A1: a mailbox, which is fetched from the moment on in which it is approved and enabled. Refuses `user_not_found`,
 * `record_not_found`, `already_exists`, `consent_missing` where a person's mail would be moved or deleted, and what mapping
 * a mailbox refuses.
 */
export const addMailbox =
  (needs: MailboxNeeds) =>
  async (given: NewMailbox): Promise<StoredMailbox> => {
    const added = await needs.store.system.transact(async (system) => {
      const tx = system.within(given.organizationId);
      await checkOwner(tx, given.owner);
      await checkTwin(tx, given);
      const mailbox = mailboxOf(needs, given);
      if (needsConsent(given.owner, mailbox.settlement)) throw missingConsent();
      if (mailbox.approved && mailbox.enabled) await insistOnFetching(tx, mailbox.owner);
      await mapMailbox(needs, system, { ...given, mailbox });
      await tx.mailboxes.add(mailbox);
      if (mailbox.approved && mailbox.enabled) await tx.mailboxes.schedule(mailbox.id, true);
      await journalMailbox(tx, { mailbox, at: needs.clock.now(), actorId: given.actorId, reason: 'added' });
      return mailbox;
    });
    needs.wakeUp(pollJob);
    return added;
  };

export const missingConsent = (): Refusal =>
  new Refusal(
    'consent_missing',
    'Mail in the mailbox of a user is moved or deleted only when they have agreed; they do so in their settings.',
  );

/** A26: a user's own; it waits for an administrator. One that is another's is tested before it is taken over (I5). */
export const addOwnMailbox =
  (needs: MailboxNeeds) =>
  async (
    actor: Actor,
    { incoming, secret, takesOver }: Pick<NewMailbox, 'incoming' | 'secret'> & { readonly takesOver: boolean },
  ): Promise<StoredMailbox> => {
    const isAdministrator = actor.role === 'administrator';
    const proves = takesOver && !isAdministrator;
    if (proves) await insistOnPassing(needs, triedProfile('new', { incoming, secret, trustedHost: false }));
    const user = await needs.store.read(actor.organizationId, (read) => read.users.find(actor.userId));
    return addMailbox(needs)({
      organizationId: actor.organizationId,
      actorId: actor.userId,
      owner: { kind: 'user', id: actor.userId },
      address: user?.email ?? '',
      incoming,
      secret,
      wrapping: 'none',
      settlement: null,
      pollSeconds: mailboxLimits.pollSeconds.usual,
      trustedHost: false,
      approved: false,
      enabled: true,
      cursor: null,
      takeOver: takesOver ? { isAdministrator, signedIn: proves } : null,
    });
  };
