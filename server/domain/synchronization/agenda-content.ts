import { type AgendaFields, AppointmentFields, type AgendaKind, TaskFields } from '#shared/model/agenda.ts';
import { isList, type SyncFields, type SyncValue } from '#shared/sync/item.ts';
import { nameOf } from './item-name.ts';
import type { AgendaContent } from '../agenda/agenda-item.ts';

/** What only a calendar says is not said by a record that never heard it: there is no value for it here. */
const empty: Readonly<Record<AgendaKind, SyncFields>> = {
  task: { start: null, due: null, percentComplete: null, completed: null },
  appointment: {
    uid: '',
    start: null,
    end: null,
    allDay: false,
    location: null,
    recurrence: null,
    exceptions: [],
    attendees: [],
    private: false,
    busy: true,
  },
};

const names: Readonly<Record<AgendaKind, ReadonlySet<string>>> = {
  task: new Set(Object.keys(TaskFields.shape)),
  appointment: new Set(Object.keys(AppointmentFields.shape)),
};

/** A day alone says that it is one. */
const isDay = ({ start }: AgendaFields): boolean => typeof start === 'string' && start.length === 10;

const ownUid = ({ uid }: AgendaFields): string | null => (typeof uid === 'string' && uid !== '' ? uid : null);

/** What the mailbox is to show of it; without a UID it has the one that it gets there, or has there already. */
export const agendaSyncFields = (
  kind: AgendaKind,
  {
    id,
    subject,
    notes,
    fields,
    inOutlook = false,
  }: AgendaContent & { readonly id: string; readonly inOutlook?: boolean },
): SyncFields => ({
  subject,
  notes,
  ...empty[kind],
  ...Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => names[kind].has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  ),
  ...(kind === 'appointment' ? { allDay: isDay(fields), uid: ownUid(fields) ?? (inOutlook ? '' : nameOf(id)) } : {}),
});

const text = (value: SyncValue | undefined): string | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : '';

/** What is to be written on it; what is not named stays. */
export const agendaChanges = (kind: AgendaKind, writes: SyncFields): Partial<AgendaContent> => {
  const { subject, notes, ...rest } = writes;
  const fields = Object.entries(rest)
    .filter(([name]) => names[kind].has(name))
    .map(([name, value]) => [name, isList(value) ? [...value] : value]);
  const [newSubject, newNotes] = [text(subject), text(notes)];
  return {
    ...(newSubject === undefined ? {} : { subject: newSubject }),
    ...(newNotes === undefined ? {} : { notes: newNotes }),
    fields: Object.fromEntries(fields) as AgendaFields,
  };
};
