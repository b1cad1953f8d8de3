import type { Instant } from '#shared/model/instant.ts';
import type { MailboxOwner } from '#shared/model/mailbox.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { FetchedMessage } from '../../ports/mail-source.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { keepHold } from '../promotion/keep-hold.ts';
import { messageIdOfBytes } from '../promotion/message-id-of-bytes.ts';
import { heldQuarantined, neverGivenOut, oversize, unreadableNotKept } from '../promotion/outcomes.ts';
import { receivedAgain } from '../receive/hold-received.ts';
import { outcomeRow } from '../receive/outcome-row.ts';
import type { ReceivedMail } from '../receive/received-mail.ts';

interface SetAsideNeeds {
  readonly ids: Ids;
  readonly digests: Digests;
  readonly salt: string;
}

interface Line {
  readonly outcome: Outcome;
  readonly owner: MailboxOwner;
  readonly foundAt: string | null;
  readonly holdId: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly at: Instant;
}

const userOf = (owner: MailboxOwner): string | null => (owner.kind === 'user' ? owner.id : null);

const addLine = async ({ ids, digests, salt }: SetAsideNeeds, tx: StoreWrite, line: Line): Promise<void> => {
  const { owner, ...told } = line;
  await tx.promotions.addOutcome(
    outcomeRow({
      ...told,
      id: ids.next(),
      message: null,
      settings: await tx.organization.settings(),
      userId: userOf(owner),
      activityId: null,
      mark: (text) => digests.sha256(JSON.stringify([salt, tx.organizationId, text])),
    }),
  );
};

interface Passed {
  readonly mailbox: StoredMailbox;
  readonly mail: Pick<FetchedMessage, 'sizeBytes' | 'withheld'>;
  readonly at: Instant;
}

/** A4 105: larger than is taken, or (A14) withheld by its server; no byte of it is here, and it stays where it is. */
export const passWithoutBytes = (
  needs: SetAsideNeeds,
  tx: StoreWrite,
  { mailbox, mail: { sizeBytes, withheld }, at }: Passed,
): Promise<void> =>
  addLine(needs, tx, {
    outcome: withheld === true ? neverGivenOut() : oversize(),
    owner: mailbox.owner,
    foundAt: mailbox.address,
    holdId: null,
    evidence: { sizeBytes, ...(withheld === true ? { because: 'withheld' } : {}) },
    at,
  });

interface Failed {
  readonly mail: ReceivedMail;
  readonly owner: MailboxOwner;
  readonly tries: number;
  readonly at: Instant;
}

/**
 * A14: a mail that failed again and again is kept with its bytes and listed as undeliverable. False where the
 * organization keeps no content (A9): then nothing of it is kept.
 */
export const quarantine = async (
  needs: SetAsideNeeds,
  tx: StoreWrite,
  { mail, owner, tries, at }: Failed,
): Promise<boolean> => {
  const { headerOnly } = await tx.organization.settings();
  const line = { owner, foundAt: mail.foundAt, evidence: { because: 'quarantined' }, at };
  if (headerOnly) {
    await addLine(needs, tx, { ...line, outcome: unreadableNotKept(), holdId: null });
    return false;
  }
  const outcome = heldQuarantined();
  const { holdId } = await keepHold(needs, tx, {
    userId: userOf(owner),
    actorId: null,
    reason: 'quarantined',
    detail: `${tries} tries`,
    outcome,
    messageId: messageIdOfBytes(mail.bytes),
    bytes: mail.bytes,
    mailbox: mail.foundAt,
    request: receivedAgain(mail),
    at,
  });
  await addLine(needs, tx, { ...line, outcome, holdId });
  return true;
};
