import type { WorkflowRecipient, WorkflowSkip } from '#shared/contracts/workflows.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { FieldValue } from '#shared/model/record.ts';
import { RecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView, PartyView } from '../activity/activity-view.ts';

const refOf = ({ type, id }: RecordRef): RecordRef => ({ type, id });

/** Which record a workflow on a record writes to; null: the field is empty. */
export const recipientOfRecord = (
  to: WorkflowRecipient,
  record: RecordRef & {
    readonly owner: RecordRef | null;
    readonly fields: Readonly<Record<string, FieldValue>>;
  },
): RecordRef | null => {
  if (to.kind === 'record') return refOf(record);
  if (to.kind === 'owner') return record.owner === null ? null : refOf(record.owner);
  const named = RecordRef.safeParse(to.kind === 'field' ? record.fields[to.field] : null);
  return named.success ? named.data : null;
};

/** Whom the mail is from, or the first that it went to; only who is a record can be written to. */
const partyOf = (mail: Pick<ActivityView, 'parties'>, role: 'from' | 'to'): PartyView | null => {
  const parties = mail.parties.filter((party) => party.role === role);
  return role === 'from'
    ? (parties[0] ?? null)
    : (parties.find(({ resolution }) => resolution.kind === 'resolved') ?? null);
};

/** Which record a workflow on mail writes to, and at which address; null: its own primary one. */
export const recipientOfMail = (
  to: WorkflowRecipient,
  mail: Pick<ActivityView, 'parties' | 'owner' | 'regarding'>,
): { readonly record: RecordRef; readonly address: string | null } | null => {
  if (to.kind === 'sender' || to.kind === 'recipient') {
    const party = partyOf(mail, to.kind === 'sender' ? 'from' : 'to');
    return party?.resolution.kind === 'resolved'
      ? { record: refOf(party.resolution.record), address: party.address }
      : null;
  }
  const record = to.kind === 'owner' ? mail.owner : (mail.regarding[0] ?? null);
  return record === null ? null : { record: refOf(record), address: null };
};

/** Why this record gets no mail from a program; null: it may have it. What a person decided comes first. */
export const unwritable = (
  record: { readonly active: boolean; readonly fields: Readonly<Record<string, FieldValue>> },
  reached: { readonly addressKey: AddressKey | null; readonly bounced: boolean },
): Extract<WorkflowSkip, 'inactive' | 'doNotEmail' | 'noAddress' | 'bounced'> | null => {
  if (!record.active) return 'inactive';
  if (record.fields['doNotEmail'] === true) return 'doNotEmail';
  if (reached.addressKey === null) return 'noAddress';
  return reached.bounced ? 'bounced' : null;
};
