import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { Scope } from '../scope.ts';
import { draftIdentity } from './drafts.ts';

/** Handing over, and taking back what reached nobody: bytes and identity of the activity come and go with it. */
export const submissions = (
  { db, organizationId }: Scope,
  contents: ContentStoreWrite,
): Pick<OutboxStoreWrite, 'submit' | 'reopen'> => {
  const email = (emailId: string) =>
    db.updateTable('outbound_email').where('organization_id', '=', organizationId).where('id', '=', emailId);
  const activity = (emailId: string) =>
    db.updateTable('activity').where('organization_id', '=', organizationId).where('id', '=', emailId);
  const recipients = (emailId: string) =>
    db.updateTable('outbound_recipient').where('organization_id', '=', organizationId).where('email_id', '=', emailId);
  const moveTimeline = (emailId: string, sortAt: number) =>
    db
      .updateTable('timeline')
      .set({ sort_at: sortAt })
      .where('organization_id', '=', organizationId)
      .where('activity_id', '=', emailId)
      .execute();
  return {
    submit: async (emailId, submission, at) => {
      await contents.keep([{ sha256: submission.sha256, bytes: submission.bytes }]);
      await activity(emailId)
        .set((set) => ({
          identity: submission.identity,
          message_id: submission.messageId,
          message_id_key: submission.messageIdKey,
          subject_words: submission.subjectWordsKey,
          sent_at: submission.date,
          sort_at: submission.date,
          source_sha256: submission.sha256,
          text: submission.text,
          updated_at: at,
          version: set('version', '+', 1),
        }))
        .execute();
      await moveTimeline(emailId, submission.date);
      await email(emailId)
        .set((set) => ({
          subject_sent: submission.subjectSent,
          token: submission.token,
          return_path: submission.returnPath,
          profile_id: submission.profileId,
          sandbox: submission.sandbox ? 1 : 0,
          submitted_at: at,
          status: 'pendingSend',
          state: 'open',
          due_at: submission.dueAt,
          updated_at: at,
          version: set('version', '+', 1),
        }))
        .execute();
      await recipients(emailId).set({ state: 'queued', due_at: submission.dueAt }).execute();
    },
    reopen: async (emailId, at) => {
      const before = await db
        .selectFrom('activity')
        .select('source_sha256')
        .where('organization_id', '=', organizationId)
        .where('id', '=', emailId)
        .executeTakeFirstOrThrow();
      if (before.source_sha256 !== null) await contents.release([before.source_sha256]);
      await activity(emailId)
        .set((set) => ({
          identity: draftIdentity(emailId),
          message_id: null,
          message_id_key: null,
          subject_words: null,
          sent_at: null,
          sort_at: at,
          source_sha256: null,
          updated_at: at,
          version: set('version', '+', 1),
        }))
        .execute();
      await moveTimeline(emailId, at);
      await email(emailId)
        .set((set) => ({
          subject_sent: null,
          token: null,
          return_path: null,
          submitted_at: null,
          status: 'draft',
          state: 'open',
          due_at: null,
          updated_at: at,
          version: set('version', '+', 1),
        }))
        .execute();
      await recipients(emailId).set({ state: 'queued', due_at: null, attempts: 0, last_answer: null }).execute();
    },
  };
};
