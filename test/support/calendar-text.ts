import type { DavText } from './dav-place.ts';

const escaped = (value: unknown): string => String(value).replaceAll(/([\\;,])/g, '\\$1');
const compact = (value: unknown): string => String(value).replaceAll(/[-:]/g, '');

/** What a program writes that we know nothing of: an alarm within, and a property of its own. */
const own = [
  'X-SHOE-SIZE;X-OF=left:44',
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'DESCRIPTION:Get up',
  'TRIGGER:-PT15M',
  'END:VALARM',
];

const around = (component: string, lines: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Some//Calendar//EN',
    `BEGIN:${component}`,
    ...lines,
    `END:${component}`,
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const unreadable = around('VJOURNAL', ['UID:odd', 'DTSTAMP:20260302T090000Z', 'SUMMARY:Odd']);
const shared = {
  ending: 'ics',
  type: 'text/calendar',
  copy: (text: string, uid: string) => text.replace(/^UID:.*$/m, `UID:${uid}`),
  unknown: /^(?=[\s\S]*^X-SHOE-SIZE;X-OF=left:44\r?$)(?=[\s\S]*^BEGIN:VALARM\r?$)(?=[\s\S]*^TRIGGER:-PT15M\r?$)/m,
  unreadable,
} as const;

const categoriesOf = (categories: readonly string[]): string[] =>
  categories.length === 0 ? [] : [`CATEGORIES:${categories.map(escaped).join(',')}`];

/** A task as a program of the person's writes it; `subject` and `notes` are what tests change. */
export const taskText: DavText = {
  ...shared,
  make: (uid, fields, categories) =>
    around('VTODO', [
      `UID:${uid}`,
      'DTSTAMP:20260302T090000Z',
      `SUMMARY:${escaped(fields['subject'])}`,
      `DESCRIPTION:${escaped(fields['notes'])}`,
      ...categoriesOf(categories),
      ...own,
    ]),
  change: (text, fields) =>
    text
      .replace(/^SUMMARY:.*$/m, `SUMMARY:${escaped(fields['subject'])}`)
      .replace(/^DESCRIPTION:.*$/m, `DESCRIPTION:${escaped(fields['notes'])}`),
};

/** An appointment; `subject` and `location` are what tests change. */
export const eventText: DavText = {
  ...shared,
  make: (uid, fields, categories) =>
    around('VEVENT', [
      `UID:${uid}`,
      'DTSTAMP:20260302T090000Z',
      `DTSTART:${compact(fields['start'])}`,
      `DTEND:${compact(fields['end'])}`,
      `SUMMARY:${escaped(fields['subject'])}`,
      `LOCATION:${escaped(fields['location'])}`,
      ...categoriesOf(categories),
      ...own,
    ]),
  change: (text, fields) =>
    text
      .replace(/^SUMMARY:.*$/m, `SUMMARY:${escaped(fields['subject'])}`)
      .replace(/^LOCATION:.*$/m, `LOCATION:${escaped(fields['location'])}`),
};
