import type { BackFillBody } from '#shared/contracts/mailboxes.ts';
import { fromWire, type Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Actor } from '../../domain/actor.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { FetchedMessage } from '../../ports/mail-source.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import { oversize } from '../promotion/outcomes.ts';
import type { ReceivedMail, ReceiveReceipt } from '../receive/received-mail.ts';
import { Refusal } from '../refusal.ts';
import { getOwnMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';
import { readMails } from './read-mails.ts';
import { sourceProfile } from './source-profile.ts';

export interface BackFillNeeds extends Pick<MailboxNeeds, 'store' | 'secretBox' | 'mailSources'> {
  readonly receiveMessage: (mail: ReceivedMail) => Promise<ReceiveReceipt>;
}

/** What became of one older mail. */
export interface FilledMail {
  readonly at: Instant | null;
  readonly outcome: Outcome;
  readonly activityId: string | null;
  /** The owner's, where it came into being by this. */
  readonly promotionId: string | null;
}

interface Asked {
  readonly mailbox: StoredMailbox;
  readonly maxBytes: number;
}

const ask = ({ store }: BackFillNeeds, actor: Actor, mailboxId: string): Promise<Asked> =>
  store.read(actor.organizationId, async (read) => {
    const mailbox = await getOwnMailbox(read, actor.userId, mailboxId);
    if (!mailbox.approved)
      throw new Refusal('mailbox_not_ready', 'An administrator has to approve this mailbox before it is read.');
    return { mailbox, maxBytes: (await read.organization.settings()).messageLimitBytes };
  });

const take = async (
  needs: BackFillNeeds,
  { organizationId, userId }: Actor,
  { mailbox }: Asked,
  { bytes, arrivedAt: at, folder, categories }: FetchedMessage,
): Promise<FilledMail> => {
  if (bytes === null) return { at, outcome: oversize(), activityId: null, promotionId: null };
  const { address, wrapping } = mailbox;
  const foundAt = address === '' ? null : address;
  const mail = {
    organizationId,
    bytes,
    foundAt,
    envelopeTo: [],
    wrapping,
    folder,
    categories,
    origin: 'import',
  } as const;
  const { outcome, activityId, promote } = await needs.receiveMessage(mail);
  if (activityId === null || !promote) return { at, outcome, activityId, promotionId: null };
  const promotion = await needs.store.read(organizationId, (read) => read.promotions.findOf(activityId, userId));
  return { at, outcome, activityId, promotionId: promotion?.id ?? null };
};

/**
 * A1: older mail of one's own mailbox is judged as if it came now, within days that its owner names; what is tracked already
 * stays as it is, workflows see an import, and nothing at the server changes. Each mail is stored by itself: what was done
 * when the server fails stays done and is a duplicate the next time. Refuses `mailbox_not_found`, `mailbox_not_ready`.
 */
export const backFill =
  (needs: BackFillNeeds) =>
  async (
    actor: Actor,
    mailboxId: string,
    body: BackFillBody,
  ): Promise<{ readonly items: readonly FilledMail[]; readonly nextSince: Instant | null }> => {
    const asked = await ask(needs, actor, mailboxId);
    const range = {
      from: fromWire(body.since),
      until: fromWire(body.until),
      limit: body.limit,
      maxBytes: asked.maxBytes,
    };
    const items: FilledMail[] = [];
    try {
      await using source = needs.mailSources.open(sourceProfile(needs, actor.organizationId, asked.mailbox));
      const nextSince = await readMails(source, range, async (mail) => {
        items.push(await take(needs, actor, asked, mail));
      });
      return { items, nextSince };
    } catch (error) {
      if (error instanceof PermanentFailure) throw new Refusal('mailbox_not_ready', error.message);
      throw error;
    }
  };
