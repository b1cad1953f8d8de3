import { type Instant, toWire } from '#shared/model/instant.ts';
import type { OutboundEmail, OutboundEmailDetail, OutboundRecipient } from '#shared/model/outbound-email.ts';
import { addressKey } from '#shared/model/address.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { StoredRecipient } from '../../ports/stored-outbound.ts';
import type { EmailDetailView, EmailView } from '../../usecases/outbound/view-emails.ts';

const moment = (at: Instant | null): string | null => (at === null ? null : toWire(at));

const presentRecipient = (recipient: StoredRecipient, activity: ActivityView): OutboundRecipient => {
  const key = addressKey(recipient.address);
  const party = activity.parties.find(({ role, address }) => role === recipient.role && addressKey(address) === key);
  return {
    role: recipient.role,
    address: recipient.address,
    ...(recipient.name === null ? {} : { name: recipient.name }),
    resolution: party?.resolution ?? { kind: 'unresolved' },
    state: recipient.state,
    lastAnswer: recipient.lastAnswer,
    attempts: recipient.attempts,
    nextAttemptAt: moment(recipient.dueAt),
  };
};

const earliest = (recipients: readonly StoredRecipient[]): Instant | null => {
  const due = recipients.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  return due.length === 0 ? null : (Math.min(...due) as Instant);
};

const presentContent = (activity: ActivityView) => ({
  subject: activity.subject,
  internetMessageId: activity.messageId,
  regarding: [...activity.regarding],
  attachments: activity.attachments.map(({ n, name, type, sizeBytes, inline }) => ({
    n,
    name,
    type,
    sizeBytes,
    inline,
  })),
});

const presentMoments = ({ email }: EmailView) => ({
  nextAttemptAt: moment(earliest(email.recipients)),
  sendAt: moment(email.sendAt),
  sentAt: moment(email.sentAt),
  createdAt: toWire(email.createdAt),
  updatedAt: toWire(email.updatedAt),
});

/** A mail that starts here, on the wire. */
export const presentEmail = (view: EmailView): OutboundEmail => {
  const { email, activity, pause } = view;
  return {
    id: email.id,
    status: view.status,
    ...presentContent(activity),
    ...presentMoments(view),
    subjectSent: email.subjectSent,
    token: email.token,
    from: email.from,
    recipients: email.recipients.map((recipient) => presentRecipient(recipient, activity)),
    attempts: email.attempts,
    lastAnswer: email.lastAnswer,
    sandbox: email.sandbox,
    paused: pause === null ? null : { since: toWire(pause.since), answer: pause.answer },
    author: view.author,
    principal: view.principal,
    priority: email.priority,
    readReceipt: email.readReceipt,
    deliveryNotification: email.deliveryNotification,
    inReplyTo: email.inReplyTo,
    version: email.version,
    actions: [...view.actions],
  };
};

export const presentEmailDetail = (view: EmailDetailView): OutboundEmailDetail => ({
  ...presentEmail(view),
  text: view.detail.text,
  html: view.detail.html,
  history: view.history.map(({ number, startedAt, endedAt, results }) => ({
    number,
    startedAt: toWire(startedAt),
    endedAt: moment(endedAt),
    results: [...results],
  })),
  reports: view.reports.map((report) => ({ ...report, at: toWire(report.at) })),
  sentCopy:
    view.sentCopy === null
      ? null
      : { task: view.sentCopy.task, state: view.sentCopy.state, answer: view.sentCopy.answer },
});
