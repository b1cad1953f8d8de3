import type { ActivityState, ActivityStatus, PartyRole, Visibility } from '#shared/model/activity.ts';
import { type AgendaFields, type AgendaKind, AppointmentFields, TaskFields } from '#shared/model/agenda.ts';
import type { Instant } from '#shared/model/instant.ts';

/** A task or an appointment as it is written. */
export interface AgendaContent {
  readonly subject: string;
  readonly notes: string;
  readonly fields: AgendaFields;
}

type Checked =
  | { readonly kind: 'fields'; readonly fields: AgendaFields }
  | { readonly kind: 'refused'; readonly field: string; readonly message: string };

const momentOf = (value: AgendaFields[string] | undefined): number =>
  typeof value === 'string' ? Date.parse(value) : Number.NaN;

/** What does not hold between fields that each are right. */
const contradiction = (kind: AgendaKind, fields: AgendaFields): { field: string; message: string } | null => {
  if (kind === 'task') return null;
  if (typeof fields['start'] !== 'string')
    return { field: 'start', message: 'is missing; an appointment has a day or a moment when it begins' };
  return momentOf(fields['end']) < momentOf(fields['start'])
    ? { field: 'end', message: 'must not be before start' }
    : null;
};

/** Fields of this kind after `changes`; or the field that cannot be so, and how it is written. */
export const checkAgenda = (kind: AgendaKind, standing: AgendaFields, changes: AgendaFields): Checked => {
  const read = (kind === 'task' ? TaskFields : AppointmentFields).safeParse(changes);
  if (!read.success) {
    const [issue] = read.error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    const path = [...(issue?.path ?? []), ...unknown.slice(0, 1)];
    const field = path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
      .slice(1);
    return { kind: 'refused', field, message: issue?.message ?? 'is not valid' };
  }
  const given = Object.entries(read.data).filter(([, value]) => value !== undefined);
  const fields: AgendaFields = { ...standing, ...Object.fromEntries(given) };
  const wrong = contradiction(kind, fields);
  return wrong === null ? { kind: 'fields', fields } : { kind: 'refused', ...wrong };
};

/** A task that is done is history; an appointment is open as long as nobody calls it off. */
export const agendaState = (
  kind: AgendaKind,
  fields: AgendaFields,
): { state: ActivityState; status: ActivityStatus } =>
  kind === 'task' && (typeof fields['completed'] === 'string' || fields['percentComplete'] === 100)
    ? { state: 'completed', status: 'completed' }
    : { state: 'open', status: 'planned' };

/** Where it stands on a timeline. */
export const agendaMoment = ({ start, due }: AgendaFields, at: Instant): Instant => {
  const moments = [momentOf(start), momentOf(due)].filter((moment) => !Number.isNaN(moment));
  return (moments[0] ?? at) as Instant;
};

/** Who takes part, by role and address. */
export const agendaPeople = (fields: AgendaFields): { readonly role: PartyRole; readonly address: string }[] => {
  const { organizer, attendees } = fields;
  const invited = (Array.isArray(attendees) ? attendees : []).flatMap((text) => {
    const [, role, address] = /^(required|optional) (\S+)$/.exec(text) ?? [];
    return address === undefined ? [] : [{ role: role as 'required' | 'optional', address }];
  });
  return typeof organizer === 'string' && organizer !== ''
    ? [{ role: 'organizer', address: organizer }, ...invited]
    : invited;
};

/** A5 in the spirit of mail: a meeting is one activity, however many people track it; without a UID each item is its own. */
export const agendaIdentity = (kind: AgendaKind, fields: AgendaFields, id: string): string => {
  const { uid } = fields;
  return JSON.stringify(typeof uid === 'string' && uid !== '' ? ['agenda', kind, 'uid', uid] : ['agenda', kind, id]);
};

/** O1: what its owner calls private is theirs alone. */
export const agendaVisibility = (fields: AgendaFields, usual: Visibility): Visibility =>
  fields['private'] === true ? 'private' : usual;
