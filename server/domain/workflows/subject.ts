import type { FieldValue } from '#shared/model/record.ts';
import { RecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView } from '../activity/activity-view.ts';

/** What conditions are asked of: texts, numbers and flags by name; what has no value is absent. */
export type SubjectFields = Readonly<Record<string, string | number | boolean>>;

interface RecordSeen {
  readonly name: string;
  readonly active: boolean;
  readonly owner: RecordRef | null;
  readonly addresses: readonly { readonly address: string; readonly primary: boolean }[];
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** Names of every record, beside the fields of its type. */
export const recordOwnFields = ['name', 'active', 'owner', 'address'] as const;
/** Names of a tracked mail. */
export const mailFields = ['subject', 'from', 'fromName', 'attachments'] as const;

const present = (entries: readonly (readonly [string, FieldValue | undefined])[]): SubjectFields =>
  Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const ref = RecordRef.safeParse(value);
      if (ref.success) return [[name, ref.data.id]];
      return typeof value === 'object' || value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

/** A record as conditions see it: a reference is the id of its record, the owner that of a user. */
export const fieldsOfRecord = (record: RecordSeen): SubjectFields =>
  present([
    ...Object.entries(record.fields),
    ['name', record.name],
    ['active', record.active],
    ['owner', record.owner?.id],
    ['address', record.addresses.find(({ primary }) => primary)?.address],
  ]);

/** A tracked mail as conditions see it. */
export const fieldsOfMail = (mail: Pick<ActivityView, 'subject' | 'parties' | 'attachments'>): SubjectFields => {
  const from = mail.parties.find(({ role }) => role === 'from');
  return present([
    ['subject', mail.subject],
    ['from', from?.address],
    ['fromName', from?.name ?? undefined],
    ['attachments', mail.attachments.length],
  ]);
};
