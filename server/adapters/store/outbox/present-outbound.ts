import type { Instant } from '#shared/model/instant.ts';
import type { OutboundPriority, RecipientRole, RecipientState } from '#shared/model/outbound-email.ts';
import type { Lane, StoredOutbound, StoredRecipient } from '../../../ports/stored-outbound.ts';
import { markAll, markSome, type OutboundEmailTable, type OutboundRecipientTable } from './schema.ts';

const presentRecipient = (row: OutboundRecipientTable, covered: boolean): StoredRecipient => ({
  position: row.position,
  role: row.role as RecipientRole,
  address: row.address,
  addressKey: row.address_key,
  name: row.name,
  record: row.record_type === null || row.record_id === null ? null : { type: row.record_type, id: row.record_id },
  state: row.state as RecipientState,
  dueAt: row.due_at as Instant | null,
  marked: covered,
  attempts: row.attempts,
  lastAnswer: row.last_answer,
});

export const presentOutbound = (
  row: OutboundEmailTable,
  recipients: readonly OutboundRecipientTable[],
): StoredOutbound => ({
  id: row.id,
  authorId: row.author_id,
  principal: { type: row.principal_type as 'user' | 'queue', id: row.principal_id },
  from: { address: row.from_address, name: row.from_name },
  lane: row.lane as Lane,
  sendAt: row.send_at as Instant | null,
  priority: row.priority as OutboundPriority,
  readReceipt: row.read_receipt === 1,
  deliveryNotification: row.delivery_notification === 1,
  inReplyTo: row.in_reply_to,
  autoSubmitted: row.auto_submitted as StoredOutbound['autoSubmitted'],
  listUnsubscribe:
    row.list_unsubscribe === null ? null : (JSON.parse(row.list_unsubscribe) as StoredOutbound['listUnsubscribe']),
  subjectSent: row.subject_sent,
  token: row.token,
  returnPath: row.return_path,
  submittedAt: row.submitted_at as Instant | null,
  sentAt: row.sent_at as Instant | null,
  profileId: row.profile_id,
  sandbox: row.sandbox === 1,
  fence: row.fence,
  leaseUntil: row.lease_until as Instant | null,
  marked: row.marked === markSome || row.marked === markAll,
  attemptStartedAt: row.attempt_started_at as Instant | null,
  attempts: row.attempts,
  lastAnswer: row.last_answer,
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
  version: row.version,
  recipients: recipients.map((each) =>
    presentRecipient(each, row.marked === markAll ? each.state === 'sending' : each.marked === 1),
  ),
});
