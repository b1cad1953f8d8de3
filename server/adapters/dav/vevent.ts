/** Appointments as VEVENT (RFC 5545 section 3.6.1). */
import ICAL from 'ical.js';
import { silenceOf } from '#shared/sync/invitation.ts';
import type { SyncFields, SyncValue } from '#shared/sync/item.ts';
import { type Block, propertyOf, withProperties, withProperty } from './blocks.ts';
import {
  type CalendarItem,
  contentOf,
  design,
  finished,
  freshItem,
  marked,
  oneLine,
  readItem,
  textOf,
  withMain,
  withText,
} from './calendar-item.ts';
import { textIn } from './content-lines.ts';
import { changesOf, type ItemCodec, type ItemReader, type ItemWrite } from './item-codec.ts';
import { momentIn, withMoment, zoneIn } from './moments.ts';
import { attendeesOf, isOrganizedBy, organizerOf, responsesOf, withAttendees } from './vevent-people.ts';
import { exceptionsOf, recurrenceOf, recursUntil, withExceptions, withRecurrence } from './vevent-series.ts';

const dayMs = 86_400_000;
/** Beyond any appointment; longer ones would lead to no date. */
const longestMs = 1_000 * 366 * dayMs;

/** How long it lasts; null where that cannot be read. */
const durationMs = (text: string): number | null => {
  try {
    const ms = ICAL.Duration.fromString(text).toSeconds() * 1_000;
    return Number.isFinite(ms) && Math.abs(ms) <= longestMs ? ms : null;
  } catch {
    // What nobody can read stays as it is, and tells no end.
    return null;
  }
};

/** By its end, by how long it lasts, or, of a day alone, by that day (RFC 5545 section 3.6.1). */
const endOf = ({ main, zones }: CalendarItem, start: string): string | null => {
  const said = momentIn(propertyOf(main, 'DTEND'), zones);
  if (said !== null) return said;
  const isDay = start.length === 10;
  const lasts = propertyOf(main, 'DURATION')?.property?.values[0];
  const ms = typeof lasts === 'string' ? durationMs(lasts) : isDay ? dayMs : null;
  if (ms === null) return null;
  const end = new Date(Date.parse(start) + ms);
  if (Number.isNaN(end.getTime())) return null;
  const text = end.toISOString();
  return isDay ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
};

const fieldsOf = (item: CalendarItem, { ownAddresses }: ItemReader): SyncFields | null => {
  const { main, zones } = item;
  const start = momentIn(propertyOf(main, 'DTSTART'), zones);
  if (start === null) return null;
  const end = endOf(item, start);
  return {
    uid: textIn(propertyOf(main, 'UID')) ?? '',
    subject: oneLine(propertyOf(main, 'SUMMARY')) ?? '',
    notes: textIn(propertyOf(main, 'DESCRIPTION')) ?? '',
    location: oneLine(propertyOf(main, 'LOCATION')),
    start,
    end,
    allDay: start.length === 10,
    timeZone: zoneIn(propertyOf(main, 'DTSTART')),
    recurrence: recurrenceOf(main),
    recursUntil: recursUntil(main, { start, end }),
    exceptions: exceptionsOf(item),
    attendees: attendeesOf(main),
    responses: responsesOf(main),
    organizer: organizerOf(main),
    isOrganizer: isOrganizedBy(main, ownAddresses),
    private: ['PRIVATE', 'CONFIDENTIAL'].includes(textIn(propertyOf(main, 'CLASS'))?.toUpperCase() ?? ''),
    busy: textIn(propertyOf(main, 'TRANSP'))?.toUpperCase() !== 'TRANSPARENT',
  };
};

const withTime = (main: Block, name: 'DTSTART' | 'DTEND', value: SyncValue, { zones }: CalendarItem): Block => {
  const tzid = zoneIn(propertyOf(main, name)) ?? zoneIn(propertyOf(main, 'DTSTART'));
  const block = withMoment(main, name, value, { tzid, zones, design });
  return name === 'DTEND' ? withProperties(block, 'DURATION', []) : block;
};

const withField = (
  main: Block,
  [name, value]: readonly [string, SyncValue],
  { item, isSilent, self }: { readonly item: CalendarItem; readonly isSilent: boolean; readonly self: string | null },
): Block => {
  switch (name) {
    case 'subject':
      return withText(main, 'SUMMARY', value);
    case 'notes':
      return withText(main, 'DESCRIPTION', value);
    case 'location':
      return withText(main, 'LOCATION', value);
    case 'start':
      return withTime(main, 'DTSTART', value, item);
    case 'end':
      return withTime(main, 'DTEND', value, item);
    case 'recurrence':
      return withRecurrence(main, value);
    case 'attendees':
      return withAttendees(main, value, { isSilent, self });
    case 'private':
      return withProperty(main, 'CLASS', value === true ? 'PRIVATE' : null, design);
    case 'busy':
      return withProperty(main, 'TRANSP', value === false ? 'TRANSPARENT' : 'OPAQUE', design);
    default:
      // The UID of what stands there is its own, and the rest follows from other fields.
      return main;
  }
};

const written = (item: CalendarItem, fields: SyncFields, { now, reader }: ItemWrite): [CalendarItem, boolean] => {
  const meeting = { ...fieldsOf(item, reader), ...fields };
  const silence = silenceOf(meeting, Object.keys(fields), now);
  const [self = null] = reader.ownAddresses;
  const main = Object.entries(fields).reduce(
    (block, field) => withField(block, field, { item, isSilent: silence === 'past', self }),
    item.main,
  );
  const after = withMain(item, main);
  const { exceptions } = fields;
  return [exceptions === undefined ? after : withExceptions(after, exceptions), silence === null];
};

const uidOf = ({ uid }: SyncFields, named: string): string =>
  typeof uid === 'string' && /^[\x21-\x7e]{1,500}$/.test(uid) && !/[\\;,]/.test(uid) ? uid : named;

export const appointmentCodec: ItemCodec = {
  ending: 'ics',
  type: 'text/calendar; charset=utf-8',
  dialect: 'c',
  read: (text, reader) => {
    const item = readItem(text, 'VEVENT');
    const fields = item === null ? null : fieldsOf(item, reader);
    if (item === null || fields === null) return null;
    return contentOf(item, fields, {
      organizationId: reader.organizationId,
      writable: fields['isOrganizer'] === true,
    });
  },
  write: (text, fields, write) => {
    const item = readItem(text ?? freshItem('VEVENT', uidOf(fields, write.uid), write.now), 'VEVENT');
    if (item === null) return text ?? '';
    const changes = changesOf(fieldsOf(item, write.reader) ?? {}, fields);
    const before = marked(item, write.mark);
    if (Object.keys(changes).length === 0 && text !== null) return textOf(before);
    const [after, announces] = written(before, changes, write);
    return finished(after, write, announces && text !== null);
  },
};
