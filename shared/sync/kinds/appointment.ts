import type { SyncFields } from '../item.ts';
import type { KindRules } from '../policy.ts';

const moment = (fields: SyncFields, name: string): number => {
  const value = fields[name];
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
};

/** Whether the whole of it is over: its last day where it recurs and ends, never where it recurs without an end. */
export const isOver = (fields: SyncFields, now: number): boolean => {
  const recurs = typeof fields['recurrence'] === 'string' && fields['recurrence'] !== '';
  const end = recurs ? moment(fields, 'recursUntil') : moment(fields, 'end');
  return end <= now;
};

const likeness = ({ subject, start, end }: SyncFields): string | null =>
  typeof subject === 'string' && subject.trim() !== '' && typeof start === 'string'
    ? JSON.stringify([subject.trim().toLowerCase(), start, end ?? null])
    : null;

/** Meetings are the same where the calendar's own UID is; else where subject, start and end are. */
const identity = (fields: SyncFields): string | null => {
  const { uid } = fields;
  return typeof uid === 'string' && uid !== '' ? `uid ${uid}` : likeness(fields);
};

/**
 * Appointments: everything but attachments goes both ways (Y2). The organizer decides: what somebody else organizes, and
 * what is over, is not deleted because its counterpart was (Y6).
 */
export const appointment: KindRules = {
  kind: 'appointment',
  directions: {
    uid: 'given',
    subject: 'both',
    start: 'both',
    end: 'both',
    allDay: 'both',
    timeZone: 'toCrm',
    location: 'both',
    notes: 'both',
    recurrence: 'both',
    recursUntil: 'toCrm',
    exceptions: 'both',
    attendees: 'both',
    responses: 'toCrm',
    organizer: 'toCrm',
    isOrganizer: 'toCrm',
    private: 'both',
    busy: 'both',
    attachments: 'none',
  },
  identity,
  likeness,
  onDeletion: { crm: 'remove', mailbox: 'remove' },
  isKept: (fields, now) => fields['isOrganizer'] === false || isOver(fields, now),
  comesByInvitation: ({ isOrganizer }) => isOrganizer === false,
};
