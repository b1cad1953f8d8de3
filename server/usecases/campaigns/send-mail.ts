import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Digests } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import type { deleteDraft } from '../outbound/draft-files.ts';
import type { EmailOrigin } from '../outbound/email-wish.ts';
import type { submitEmail } from '../outbound/submit-email.ts';
import type { writeEmail } from '../outbound/write-email.ts';

/** One mail to one record, complete. */
export interface MailToSend {
  readonly to: { readonly address: string; readonly record: RecordRef };
  readonly subject: string;
  readonly html: string;
  readonly regarding: RecordRef | null;
  readonly origin: Omit<EmailOrigin, 'onceKey'>;
  /** Names this mail: asked for twice, whenever that is, it is written and sent once. */
  readonly once: string;
}

export interface SendMailNeeds {
  readonly store: Store;
  readonly log: Log;
  readonly digests: Digests;
  readonly writeEmail: ReturnType<typeof writeEmail>;
  readonly submitEmail: ReturnType<typeof submitEmail>;
  readonly deleteDraft: ReturnType<typeof deleteDraft>;
}

const write = (
  needs: SendMailNeeds,
  author: Actor,
  { to, subject, html, regarding, origin, once }: MailToSend,
  requestSha256: string,
): Promise<string> =>
  needs.writeEmail(author, {
    wish: {
      from: { kind: 'own' },
      recipients: [{ kind: 'address', role: 'to', address: to.address, name: null }],
      subject,
      html,
      text: null,
      regarding: regarding === null ? [] : [regarding],
      sendAt: null,
      inReplyTo: null,
      priority: 'normal',
      readReceipt: false,
      deliveryNotification: false,
      visibility: null,
    },
    attachments: [],
    idempotency: { key: `write ${once}`, requestSha256 },
    origin: { ...origin, onceKey: once },
  });

/**
 * Writes a mail in a person's name and hands it over. Refuses as writing and sending by hand do, and leaves no draft
 * behind then.
 */
export const sendMail =
  (needs: SendMailNeeds) =>
  async (author: Actor, mail: MailToSend): Promise<{ readonly emailId: string }> => {
    const { once } = mail;
    const requestSha256 = needs.digests.sha256(once);
    const standing = await needs.store.read(author.organizationId, (read) => read.outbox.findByOnceKey(once));
    if (standing?.submitted === true) return { emailId: standing.id };
    const emailId = standing?.id ?? (await write(needs, author, mail, requestSha256));
    try {
      await needs.submitEmail(author, emailId, { key: `send ${once}`, requestSha256 });
    } catch (error) {
      if (error instanceof Refusal)
        await needs.deleteDraft(author, emailId).catch((trouble: unknown) => {
          // Why the mail was refused is what its author must know; the draft that stays can be deleted by hand.
          needs.log.warn(
            'a draft that was refused could not be deleted',
            { organizationId: author.organizationId },
            trouble,
          );
        });
      throw error;
    }
    return { emailId };
  };
export type SendMail = ReturnType<typeof sendMail>;
