import type { WireAttachment } from '#shared/model/activity.ts';
import { emailLimits } from '#shared/contracts/emails.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests } from '../../ports/ids.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { checkAttachment } from './check-attachment.ts';
import type { FileToAttach } from './email-wish.ts';
import { expectDraft, heldEmail } from './own-email.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
  readonly digests: Digests;
}

const entry = (actor: Actor, emailId: string, at: JournalEntry['at'], reason: string): JournalEntry => ({
  kind: 'email.changed',
  subjectId: emailId,
  at,
  actorId: actor.userId,
  reason,
});

/** Attaches a file to a draft; its bytes are stored once however many mails carry them (S13). */
export const attachFile =
  ({ store, clock, digests }: Needs) =>
  (actor: Actor, emailId: string, file: FileToAttach): Promise<WireAttachment> =>
    store.transact(actor.organizationId, async (tx) => {
      const { email, activity } = await heldEmail(tx, actor, emailId);
      expectDraft(email);
      const settings = await tx.organization.settings();
      checkAttachment(file, settings, 'contentBase64');
      const total = activity.attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, file.bytes.byteLength);
      if (total > settings.messageLimitBytes)
        throw new Refusal('message_too_large', 'With this file the mail is over the limit of the organization.');
      if (activity.attachments.length >= emailLimits.attachments)
        throw new Refusal('invalid_request', `A mail carries at most ${emailLimits.attachments} files.`);
      const at = clock.now();
      const n = await tx.outbox.attach(emailId, { ...file, sha256: digests.sha256(file.bytes) }, at);
      await tx.journal.append([entry(actor, emailId, at, 'attached')]);
      const { name, type, inline } = file;
      return { n, name, type, inline, sizeBytes: file.bytes.byteLength };
    });

/** Takes a file off a draft. */
export const detachFile =
  ({ store, clock }: Needs) =>
  (actor: Actor, emailId: string, n: number): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      expectDraft(email);
      const at = clock.now();
      if (!(await tx.outbox.detach(emailId, n, at))) throw new Refusal('not_found', `The mail has no attachment ${n}.`);
      await tx.journal.append([entry(actor, emailId, at, 'detached')]);
    });

/** Throws a draft away, with its activity. */
export const deleteDraft =
  ({ store, clock }: Needs) =>
  (actor: Actor, emailId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      expectDraft(email);
      await tx.outbox.removeDraft(emailId);
      await tx.journal.append([
        { kind: 'email.deleted', subjectId: emailId, at: clock.now(), actorId: actor.userId, reason: 'byHand' },
      ]);
    });
