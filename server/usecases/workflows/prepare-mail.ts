import { addressKey } from '#shared/model/address.ts';
import type { WorkflowRecipient, WorkflowSkip } from '#shared/contracts/workflows.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { recipientOfMail, recipientOfRecord, unwritable } from '../../domain/workflows/recipient.ts';
import type { PlainText } from '../../ports/plain-text.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { fillTemplate, type RenderedTemplate } from '../templates/render-template.ts';

/** What happened: to a record, or a mail came in. */
export type WorkflowSubject =
  { readonly kind: 'record'; readonly record: StoredRecord } | { readonly kind: 'mail'; readonly mail: ActivityView };

export interface WorkflowMail {
  readonly to: { readonly address: string; readonly record: NamedRecordRef };
  readonly subject: string;
  readonly html: string;
  readonly missing: readonly string[];
  readonly regarding: RecordRef | null;
}

/** A mail, or why there is none; what is known of it is shown all the same. */
export interface PreparedMail {
  readonly because: WorkflowSkip | null;
  readonly detail: string | null;
  readonly mail: WorkflowMail | null;
}

const nothing = (because: WorkflowSkip, detail: string | null = null): PreparedMail => ({
  because,
  detail,
  mail: null,
});

const recipientOf = (to: WorkflowRecipient, subject: WorkflowSubject) => {
  if (subject.kind === 'mail') return recipientOfMail(to, subject.mail);
  const record = recipientOfRecord(to, subject.record);
  return record === null ? null : { record, address: null };
};

/** The record it happened to, or what the mail is about. */
const aboutOf = (subject: WorkflowSubject): RecordRef | null => {
  const about = subject.kind === 'record' ? subject.record : (subject.mail.regarding[0] ?? null);
  return about === null ? null : { type: about.type, id: about.id };
};

const textOf = async (
  needs: { readonly plainText: PlainText },
  read: StoreRead,
  actor: Actor,
  asked: { readonly templateId: string; readonly recipient: RecordRef; readonly regarding: RecordRef | null },
): Promise<RenderedTemplate | PreparedMail> => {
  const { templateId, recipient, regarding } = asked;
  try {
    return await fillTemplate(read, actor, {
      template: { kind: 'stored', templateId },
      subjects: { recipient, regarding },
      plainText: needs.plainText,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'record_not_found') return nothing('recordGone');
    return nothing('templateGone', error.code === 'template_not_found' ? null : error.message);
  }
};

/** The record to write to and its address, or why there is none. */
const reachedBy = async (read: StoreRead, actor: Actor, to: WorkflowRecipient, subject: WorkflowSubject) => {
  const chosen = recipientOf(to, subject);
  const record = chosen === null ? null : await read.records.find(actor.userId, chosen.record);
  if (chosen === null || record === null) return nothing('noRecipient');
  const address = chosen.address ?? record.addresses.find(({ primary }) => primary)?.address ?? null;
  const key = address === null ? null : addressKey(address);
  const bounced = key !== null && (await read.outbox.bouncing([key])).length > 0;
  const because = unwritable(record, { addressKey: key, bounced });
  return because !== null || address === null ? nothing(because ?? 'noAddress') : { record, address };
};

/** Whom a workflow would write to about this, and what; as the actor may read it. Nothing is written. */
export const prepareMail = async (
  needs: { readonly plainText: PlainText },
  read: StoreRead,
  actor: Actor,
  asked: { readonly to: WorkflowRecipient; readonly templateId: string; readonly subject: WorkflowSubject },
): Promise<PreparedMail> => {
  const reached = await reachedBy(read, actor, asked.to, asked.subject);
  if ('because' in reached) return reached;
  const { record, address } = reached;
  const ref = { type: record.type, id: record.id };
  const regarding = aboutOf(asked.subject);
  const text = await textOf(needs, read, actor, { templateId: asked.templateId, recipient: ref, regarding });
  if ('because' in text) return text;
  const { subject, html, missing } = text;
  const mail = {
    to: { address, record: { ...ref, name: record.name } },
    subject,
    html,
    missing,
    regarding: regarding?.id === record.id ? null : regarding,
  };
  return missing.length === 0
    ? { because: null, detail: null, mail }
    : { because: 'missingFields', detail: missing.join(', '), mail };
};
