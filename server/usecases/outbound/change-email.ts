import type { Instant } from '#shared/model/instant.ts';
import type { ActivityDetailView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { reachedNobody } from '../../domain/outbound/status.ts';
import type { RecipientWish } from '../../domain/outbound/recipients.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { Refusal } from '../refusal.ts';
import type { EmailWish } from './email-wish.ts';
import { expectDraft, heldEmail, isDraft } from './own-email.ts';
import { prepareDraft } from './prepare-draft.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
}

/** What is named is changed; recipients by role. */
export type EmailChanges = Partial<Omit<EmailWish, 'recipients'>> & {
  readonly recipients?: Partial<Record<RecipientWish['role'], readonly RecipientWish[]>>;
};

const asWishes = (email: StoredOutbound, role: RecipientWish['role']): RecipientWish[] =>
  email.recipients
    .filter((recipient) => recipient.role === role)
    .map(({ address, name, record }) =>
      record === null ? { kind: 'address', role, address, name } : { kind: 'record', role, record },
    );

const wishAfter = (email: StoredOutbound, detail: ActivityDetailView, changes: EmailChanges): EmailWish => ({
  from: { kind: 'address', address: email.from.address, name: email.from.name },
  subject: detail.subject,
  html: detail.html,
  text: detail.text === '' ? null : detail.text,
  regarding: null,
  sendAt: email.sendAt,
  inReplyTo: email.inReplyTo,
  priority: email.priority,
  readReceipt: email.readReceipt,
  deliveryNotification: email.deliveryNotification,
  visibility: null,
  ...changes,
  recipients: (['to', 'cc', 'bcc'] as const).flatMap((role) => changes.recipients?.[role] ?? asWishes(email, role)),
});

/** A mail that reached nobody becomes a draft again; everything else that was handed over stays as it is. */
const reopened = async (tx: StoreWrite, email: StoredOutbound, at: Instant): Promise<void> => {
  if (isDraft(email)) return;
  if (!reachedNobody(email.recipients.map(({ state }) => state))) expectDraft(email);
  await tx.outbox.reopen(email.id, at);
};

const applyRegarding = async (tx: StoreWrite, actor: Actor, emailId: string, changes: EmailChanges) => {
  const own = (await tx.promotions.visible(actor.userId, emailId))[0];
  if (own === undefined) return;
  if (changes.regarding !== undefined && changes.regarding !== null) {
    await checkRegarding(tx, actor, changes.regarding);
    await tx.promotions.setRegarding(own.id, emailId, changes.regarding);
  }
  if (changes.visibility !== undefined && changes.visibility !== null)
    await tx.promotions.changeVisibility(own.id, changes.visibility);
};

/** PATCH /emails/{id}: content is read-only once it was handed over (S1), unless it reached nobody (S6: cancel and edit). */
export const changeEmail =
  ({ store, clock }: Needs) =>
  (actor: Actor, emailId: string, changes: EmailChanges): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      const at = clock.now();
      await reopened(tx, email, at);
      const detail = await tx.activities.findDetail(actor.userId, emailId);
      if (detail === null) throw new Refusal('email_not_found', 'There is no mail with this id that you may see.');
      const draft = await prepareDraft(tx, actor, wishAfter(email, detail, changes), emailId);
      await tx.outbox.saveDraft(emailId, draft, at);
      await applyRegarding(tx, actor, emailId, changes);
      await tx.journal.append([
        {
          kind: 'email.changed',
          subjectId: emailId,
          at,
          actorId: actor.userId,
          principalId: draft.principal.id,
          reason: isDraft(email) ? 'draft' : 'reopened',
        },
      ]);
    });
