import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Email, EmailFields } from '../../queries/emails.ts';

/** Somebody the mail goes to: an address, with the record that it was chosen from. */
export interface WrittenRecipient {
  readonly address: string;
  readonly name: string | null;
  readonly record: NamedRecordRef | null;
}

/** The mail as it stands in the editor. */
export interface Draft {
  readonly from: string | null;
  readonly to: readonly WrittenRecipient[];
  readonly cc: readonly WrittenRecipient[];
  readonly bcc: readonly WrittenRecipient[];
  readonly subject: string;
  readonly html: string;
  readonly regarding: readonly NamedRecordRef[];
  /** ISO 8601; null: at once. */
  readonly sendAt: string | null;
  readonly priority: Email['priority'];
  readonly readReceipt: boolean;
  readonly deliveryNotification: boolean;
  readonly inReplyTo: string | null;
}

export const emptyDraft: Draft = {
  from: null,
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  html: '',
  regarding: [],
  sendAt: null,
  priority: 'normal',
  readReceipt: false,
  deliveryNotification: false,
  inReplyTo: null,
};

type Recipients = NonNullable<EmailFields['to']>;

const written = (recipients: readonly WrittenRecipient[]): Recipients =>
  recipients.map(({ address, name, record }) => {
    if (record !== null && address === '') return { type: record.type, id: record.id };
    return name === null ? address : { address, name };
  });

/** What the server is told. */
export const fieldsOf = (draft: Draft): EmailFields => ({
  ...(draft.from === null ? {} : { from: draft.from }),
  to: written(draft.to),
  cc: written(draft.cc),
  bcc: written(draft.bcc),
  subject: draft.subject,
  html: draft.html === '' ? null : draft.html,
  regarding: draft.regarding.map(({ type, id }) => ({ type, id })),
  sendAt: draft.sendAt,
  priority: draft.priority,
  readReceipt: draft.readReceipt,
  deliveryNotification: draft.deliveryNotification,
  inReplyTo: draft.inReplyTo,
});

/** A stored draft, to go on with. */
export const draftOf = (email: Email): Draft => {
  const inRole = (role: 'to' | 'cc' | 'bcc') =>
    email.recipients
      .filter((recipient) => recipient.role === role)
      .map(({ address, name, resolution }) => ({
        address,
        name: name ?? null,
        record: resolution.kind === 'resolved' ? resolution.record : null,
      }));
  return {
    from: email.from.address,
    to: inRole('to'),
    cc: inRole('cc'),
    bcc: inRole('bcc'),
    subject: email.subject,
    html: email.html ?? '',
    regarding: email.regarding,
    sendAt: email.sendAt,
    priority: email.priority,
    readReceipt: email.readReceipt,
    deliveryNotification: email.deliveryNotification,
    inReplyTo: email.inReplyTo,
  };
};

const textOf = (html: string): string => html.replaceAll(/<[^>]{0,200}>|&nbsp;/g, '').trim();

/** Nothing was written that anybody would miss; `begunHtml` is what stood there before anybody wrote. */
export const isEmpty = (draft: Draft, begunHtml: string): boolean =>
  draft.to.length + draft.cc.length + draft.bcc.length + draft.regarding.length === 0 &&
  draft.subject.trim() === '' &&
  ['', textOf(begunHtml)].includes(textOf(draft.html));
