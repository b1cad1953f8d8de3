import type { Instant } from '#shared/model/instant.ts';
import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import type { OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { DraftContent, NewDraft, OutboundOptions } from '../../../ports/stored-outbound.ts';
import type { DraftRecipient } from '../../../domain/outbound/recipients.ts';
import { addressKey } from '#shared/model/address.ts';
import { addAttachments, addParties } from '../activities/activity-rows.ts';
import { rebuildTimeline } from '../activities/timeline.ts';
import type { Scope } from '../scope.ts';

/** Until a mail is handed over nothing identifies it but its id; the name keeps it apart from every hash. */
export const draftIdentity = (emailId: string): string => `draft:${emailId}`;

const optionColumns = (options: OutboundOptions) => ({
  principal_type: options.principal.type,
  principal_id: options.principal.id,
  from_address: options.from.address,
  from_name: options.from.name,
  send_at: options.sendAt,
  priority: options.priority,
  read_receipt: options.readReceipt ? 1 : 0,
  delivery_notification: options.deliveryNotification ? 1 : 0,
  in_reply_to: options.inReplyTo,
});

const addRecipients = async (scope: Scope, emailId: string, recipients: readonly DraftRecipient[]): Promise<void> => {
  if (recipients.length === 0) return;
  await scope.db
    .insertInto('outbound_recipient')
    .values(
      recipients.map((recipient, position) => ({
        organization_id: scope.organizationId,
        email_id: emailId,
        position,
        role: recipient.role,
        address: recipient.address,
        address_key: addressKey(recipient.address),
        name: recipient.name,
        record_type: recipient.record?.type ?? null,
        record_id: recipient.record?.id ?? null,
        state: 'queued',
        due_at: null,
        marked: 0,
        attempts: 0,
        last_answer: null,
      })),
    )
    .execute();
};

const contentColumns = (content: DraftContent) => ({
  subject: content.subject,
  text: content.text,
  html: content.html,
  thread_id: content.threadId,
  correlation: content.correlation === null ? null : JSON.stringify(content.correlation),
  correlated_id: content.correlation?.activityId ?? null,
});

const addActivity = async (scope: Scope, draft: NewDraft, at: Instant): Promise<void> => {
  await scope.db
    .insertInto('activity')
    .values({
      organization_id: scope.organizationId,
      id: draft.id,
      identity: draftIdentity(draft.id),
      kind: 'email',
      direction: 'outgoing',
      state: 'open',
      status: 'draft',
      ...contentColumns(draft.content),
      sent_at: null,
      received_at: null,
      sort_at: at,
      message_id: null,
      message_id_key: null,
      conversation_key: null,
      owner_id: draft.ownerId,
      source: 'original',
      source_sha256: null,
      notes: '',
      flags: '[]',
      subject_changed: 0,
      created_at: at,
      updated_at: at,
      deleted_at: null,
      version: 1,
    })
    .execute();
};

/** Writing drafts: the activity and the outbox row beside it, always in one transaction. */
export const draftWrites = (
  scope: Scope,
  contents: ContentStoreWrite,
): Pick<OutboxStoreWrite, 'addDraft' | 'saveDraft' | 'attach' | 'detach' | 'removeDraft'> => {
  const { db, organizationId } = scope;
  const touch = async (emailId: string, at: Instant) => {
    await db
      .updateTable('outbound_email')
      .set((set) => ({ updated_at: at, version: set('version', '+', 1) }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', emailId)
      .execute();
    await db
      .updateTable('activity')
      .set((set) => ({ updated_at: at, version: set('version', '+', 1) }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', emailId)
      .execute();
  };
  return {
    addDraft: async (draft, at) => {
      await addActivity(scope, draft, at);
      await addParties(scope, draft.id, 0, draft.content.parties);
      await contents.keep(draft.attachments.map(({ sha256, bytes }) => ({ sha256, bytes })));
      await addAttachments(scope, draft.id, draft);
      await rebuildTimeline(scope, draft.id, 'new');
      const row = await db
        .insertInto('outbound_email')
        .values({
          organization_id: organizationId,
          id: draft.id,
          author_id: draft.authorId,
          ...optionColumns(draft),
          lane: draft.lane,
          auto_submitted: draft.autoSubmitted,
          once_key: draft.onceKey,
          list_unsubscribe: draft.listUnsubscribe === null ? null : JSON.stringify(draft.listUnsubscribe),
          subject_sent: null,
          token: null,
          return_path: null,
          submitted_at: null,
          sent_at: null,
          profile_id: null,
          sandbox: 0,
          state: 'open',
          status: 'draft',
          due_at: null,
          fence: 0,
          lease_owner: null,
          lease_until: null,
          marked: 0,
          attempt_started_at: null,
          attempts: 0,
          last_answer: null,
          created_at: at,
          updated_at: at,
          version: 1,
        })
        .onConflict((on) => on.columns(['organization_id', 'once_key']).where('once_key', 'is not', null).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      await addRecipients(scope, draft.id, draft.recipients);
      return true;
    },
    saveDraft: async (emailId, draft, at) => {
      await db
        .updateTable('activity')
        .set(contentColumns(draft.content))
        .where('organization_id', '=', organizationId)
        .where('id', '=', emailId)
        .execute();
      await db
        .updateTable('outbound_email')
        .set(optionColumns(draft))
        .where('organization_id', '=', organizationId)
        .where('id', '=', emailId)
        .execute();
      await db
        .deleteFrom('activity_party')
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', emailId)
        .execute();
      await addParties(scope, emailId, 0, draft.content.parties);
      await rebuildTimeline(scope, emailId, 'changed');
      await db
        .deleteFrom('outbound_recipient')
        .where('organization_id', '=', organizationId)
        .where('email_id', '=', emailId)
        .execute();
      await addRecipients(scope, emailId, draft.recipients);
      await touch(emailId, at);
    },
    attach: async (emailId, attachment, at) => {
      const last = await db
        .selectFrom('attachment')
        .select((select) => select.fn.max<number | null>('n').as('n'))
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', emailId)
        .executeTakeFirst();
      const n = (last?.n ?? 0) + 1;
      await contents.keep([{ sha256: attachment.sha256, bytes: attachment.bytes }]);
      await addAttachments(scope, emailId, { attachments: [{ ...attachment, n }] });
      await touch(emailId, at);
      return n;
    },
    detach: async (emailId, n, at) => {
      const gone = await db
        .deleteFrom('attachment')
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', emailId)
        .where('n', '=', n)
        .returning('sha256')
        .executeTakeFirst();
      if (gone === undefined) return false;
      await contents.release([gone.sha256]);
      await touch(emailId, at);
      return true;
    },
    removeDraft: async (emailId) => {
      const attached = await db
        .deleteFrom('attachment')
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', emailId)
        .returning('sha256')
        .execute();
      await contents.release(attached.map(({ sha256 }) => sha256));
      for (const table of ['activity_party', 'timeline', 'regarding', 'promotion'] as const)
        await db
          .deleteFrom(table)
          .where('organization_id', '=', organizationId)
          .where('activity_id', '=', emailId)
          .execute();
      for (const table of ['outbound_recipient', 'delivery_attempt', 'bounce_report'] as const)
        await db
          .deleteFrom(table)
          .where('organization_id', '=', organizationId)
          .where('email_id', '=', emailId)
          .execute();
      for (const table of ['outbound_email', 'activity'] as const)
        await db.deleteFrom(table).where('organization_id', '=', organizationId).where('id', '=', emailId).execute();
    },
  };
};
