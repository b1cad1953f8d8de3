/** Each field of an item with another value, and what may change in its text for that. */
import { isList, type SyncFields, type SyncValue } from '#shared/sync/item.ts';
import type { ItemKind } from './items-of-file.ts';

export interface FieldChange {
  readonly field: string;
  readonly value: SyncValue;
  /** Properties that may be written for it. */
  readonly names: readonly string[];
  /** So many lines of them at most. */
  readonly most: number;
  /** Whether other lines may come. */
  readonly adds?: boolean;
  /** False where another line of the same name says what is shown next. */
  readonly readsBack: boolean;
}

const hardText =
  'Zoë; one, two: "three" and a text that is long enough to be folded, even twice, 日本語 🙂, at seventy-five bytes';

const contactNames: Readonly<Record<string, string>> = {
  fullName: 'FN',
  firstName: 'N',
  lastName: 'N',
  jobTitle: 'TITLE',
  company: 'ORG',
  businessPhone: 'TEL',
  mobilePhone: 'TEL',
  street: 'ADR',
  city: 'ADR',
  region: 'ADR',
  postalCode: 'ADR',
  country: 'ADR',
  website: 'URL',
  birthday: 'BDAY',
  notes: 'NOTE',
};

const contactValues: Readonly<Record<string, string>> = {
  businessPhone: '+1 555 0199',
  mobilePhone: '+1 555 0198',
  website: 'https://example.org/new?a=1',
  birthday: '1990-05-17',
  notes: `${hardText}\nand another line`,
};

const one = (field: string, value: SyncValue, names: readonly string[]): FieldChange => ({
  field,
  value,
  names,
  most: 1,
  readsBack: true,
});

const listOf = (value: SyncValue | undefined): string[] => (value !== undefined && isList(value) ? [...value] : []);

const contactChanges = (fields: SyncFields): FieldChange[] => {
  const emails = listOf(fields['emails']);
  const set = Object.entries(contactNames).map(([field, name]) => one(field, contactValues[field] ?? hardText, [name]));
  const cleared = Object.entries(contactNames)
    .filter(([field]) => fields[field] !== null && field !== 'fullName')
    .map(([field, name]) => ({ ...one(field, null, [name]), readsBack: ['N', 'ADR', 'ORG'].includes(name) }));
  return [
    ...set,
    ...cleared,
    one('emails', [...emails, 'zz-new@example.org'].sort(), ['EMAIL']),
    // The same address may stand in several lines.
    ...(emails.length > 0 ? [{ ...one('emails', emails.slice(1), ['EMAIL']), most: 3 }] : []),
  ];
};

const dayMs = 86_400_000;

const later = (at: SyncValue | undefined): string => {
  if (typeof at !== 'string') return '2026-03-04T10:00:00Z';
  const text = new Date(Date.parse(at) + dayMs).toISOString();
  return at.length === 10 ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
};

const taskChanges = (fields: SyncFields): FieldChange[] => [
  one('subject', hardText, ['SUMMARY']),
  one('notes', `${hardText}\nand another line`, ['DESCRIPTION']),
  one('start', later(fields['start']), ['DTSTART']),
  one('due', later(fields['due']), ['DUE']),
  one('percentComplete', fields['percentComplete'] === 55 ? 56 : 55, ['PERCENT-COMPLETE']),
  { ...one('completed', '2026-02-03T04:05:06Z', ['COMPLETED', 'STATUS']), most: 2 },
];

const exceptionChanges = (fields: SyncFields): FieldChange[] => {
  const { start } = fields;
  const standing = listOf(fields['exceptions']);
  if (typeof fields['recurrence'] !== 'string' || typeof start !== 'string') return [];
  if (standing.some((text) => text.startsWith(`${start} `))) return [];
  const change = { subject: 'Another', location: null, start, end: fields['end'] ?? null };
  return [
    one('exceptions', [...standing, `${start} canceled`].sort(), ['EXDATE']),
    {
      ...one('exceptions', [...standing, `${start} changed ${JSON.stringify(change)}`].sort(), []),
      adds: true,
      // An occurrence says its own end and place anew.
      readsBack: false,
    },
  ];
};

const appointmentChanges = (fields: SyncFields): FieldChange[] => {
  const attendees = listOf(fields['attendees']);
  return [
    one('subject', hardText, ['SUMMARY']),
    one('notes', `${hardText}\nand another line`, ['DESCRIPTION']),
    one('location', hardText, ['LOCATION']),
    one('start', later(fields['start']), ['DTSTART']),
    { ...one('end', later(fields['end'] ?? fields['start']), ['DTEND', 'DURATION']), most: 2 },
    one('recurrence', 'FREQ=DAILY;COUNT=3', ['RRULE']),
    { ...one('attendees', [...attendees, 'required zz-new@example.org'].sort(), ['ATTENDEE', 'ORGANIZER']), most: 2 },
    ...(attendees.length > 0 ? [{ ...one('attendees', attendees.slice(1), ['ATTENDEE', 'ORGANIZER']), most: 2 }] : []),
    one('private', fields['private'] !== true, ['CLASS']),
    one('busy', fields['busy'] !== true, ['TRANSP']),
    ...exceptionChanges(fields),
  ];
};

export const changesFor = (kind: ItemKind, fields: SyncFields): FieldChange[] =>
  ({ contact: contactChanges, task: taskChanges, appointment: appointmentChanges })[kind](fields);
