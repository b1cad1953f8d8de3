/** The fields of an appointment between the properties that the service has for them (event, v1.0). */
import { silenceOf } from '../sync/invitation.ts';
import { isEmptyValue, sameValue, type SyncFields, type SyncValue } from '../sync/item.ts';
import { exceptionsIn, occurrenceIn, type Series, wishesIn } from './event-exceptions.ts';
import { attendeesOf, organizerOf, responsesOf, writtenAttendees } from './event-people.ts';
import { recurrenceOf, recursUntil, ruleOf } from './event-recurrence.ts';
import { type GraphJson, type ItemCodec, momentIn, objectIn, textOf, textsIn } from './item-place.ts';
import { isKnownZone, localIn } from './zoned-times.ts';

const dayMs = 86_400_000;

/** Not a property of the service: what the calendar does to single occurrences after the series was written. */
export const wishesProperty = '@exceptions';

export const eventProperties = [
  'subject',
  'body',
  'location',
  'start',
  'end',
  'isAllDay',
  'originalStartTimeZone',
  'recurrence',
  'attendees',
  'organizer',
  'isOrganizer',
  'isOnlineMeeting',
  'sensitivity',
  'showAs',
  'iCalUId',
  'type',
  'seriesMasterId',
  'categories',
  'lastModifiedDateTime',
].join(',');

/** Whose clocks an appointment follows; UTC where it does not say so in a way that is known here. */
const zoneOf = (event: GraphJson): string => {
  const zone = textOf(objectIn(objectIn(event['recurrence'])['range'])['recurrenceTimeZone']);
  return zone === '' ? textOf(event['originalStartTimeZone']) || 'UTC' : zone;
};

const knownZoneOf = (event: GraphJson | null): string => {
  const zone = event === null ? 'UTC' : zoneOf(event);
  return isKnownZone(zone) ? zone : 'UTC';
};

const isPrivate = (event: GraphJson): boolean =>
  ['private', 'confidential', 'personal'].includes(textOf(event['sensitivity']));

/** The notes of a meeting online hold the way into it, and are left to Outlook. */
const notesIn = (event: GraphJson): SyncFields => {
  if (event['isOnlineMeeting'] === true) return {};
  const { content } = objectIn(event['body']);
  return { notes: typeof content === 'string' ? content.replaceAll(/\r\n?/g, '\n').trim() : '' };
};

/** What follows from the times of a series; exceptions of a zone that is not known here are left alone. */
const seriesIn = (event: GraphJson, series: Series): SyncFields => {
  const { start, end, zone } = series;
  if (start === null) return {};
  const lasts = end === null ? 0 : Date.parse(end) - Date.parse(start);
  const recurrence = ruleOf(event['recurrence'], { start, zone });
  const exceptions = recurrence === null ? [] : exceptionsIn(event, series);
  return {
    recurrence,
    recursUntil: recurrence === null ? null : recursUntil(event['recurrence'], { start, zone }, lasts),
    ...(exceptions === null ? {} : { exceptions }),
  };
};

const fieldsOf = (event: GraphJson): SyncFields | null => {
  const occurrence = occurrenceIn(event);
  if (occurrence.start === null) return null;
  const zone = zoneOf(event);
  return {
    uid: textOf(event['iCalUId']),
    ...notesIn(event),
    subject: occurrence.subject,
    location: occurrence.location,
    start: occurrence.start,
    end: occurrence.end,
    allDay: event['isAllDay'] === true,
    timeZone: zone === 'UTC' ? null : zone,
    ...seriesIn(event, { ...occurrence, zone }),
    attendees: attendeesOf(event),
    responses: responsesOf(event),
    organizer: organizerOf(event),
    isOrganizer: event['isOrganizer'] !== false,
    private: isPrivate(event),
    busy: event['showAs'] !== 'free',
  };
};

const timeOf = (time: string, zone: string): GraphJson => {
  const local = time.length === 10 ? `${time}T00:00:00` : (localIn(zone, time) ?? time.slice(0, 19));
  return { dateTime: local, timeZone: zone };
};

/** An appointment without an end is over as it begins, or with its day. */
const endOf = (start: string, end: SyncValue | undefined): string => {
  if (typeof end === 'string' && end !== '' && end.length === start.length && end > start) return end;
  return start.length > 10 ? start : new Date(Date.parse(start) + dayMs).toISOString().slice(0, 10);
};

const refusedTimes = 'An appointment needs a start.';
const refusedRule = 'Outlook has no such recurrence; the appointment is left as it is.';

/** Start, end and rule are one thing to the service: they are written together, in the zone that stands there. */
const writtenTimes = (meeting: SyncFields, standing: GraphJson | null): GraphJson | string => {
  const { start, end, recurrence: rule } = meeting;
  if (typeof start !== 'string' || start === '') return refusedTimes;
  const zone = knownZoneOf(standing);
  const times = {
    start: timeOf(start, zone),
    end: timeOf(endOf(start, end), zone),
    isAllDay: start.length === 10,
  };
  if (typeof rule !== 'string' || rule === '')
    return standing === null || isEmptyValue(ruleIn(standing)) ? times : { ...times, recurrence: null };
  if (standing !== null && !isKnownZone(zoneOf(standing)))
    return 'The time zone of this series is not known here; the appointment is left as it is.';
  const recurrence = recurrenceOf(rule, { start, zone });
  return recurrence === null ? refusedRule : { ...times, recurrence };
};

const ruleIn = (event: GraphJson): SyncValue => fieldsOf(event)?.['recurrence'] ?? null;

const timesAndRule = ['start', 'end', 'allDay', 'recurrence'];

const withTimes = (meeting: SyncFields, changes: SyncFields, standing: GraphJson | null): GraphJson | string => {
  const isTimed = timesAndRule.some((name) => name in changes);
  const times = isTimed ? writtenTimes(meeting, standing) : {};
  if (typeof times === 'string') return times;
  // The service forgets what was otherwise when it writes a rule.
  const isAnew = 'recurrence' in times && times['recurrence'] !== null;
  const { exceptions } = meeting;
  const isOtherwise = 'exceptions' in changes || (isAnew && exceptions !== undefined && !isEmptyValue(exceptions));
  return isOtherwise ? { ...times, [wishesProperty]: wishesIn(exceptions) } : times;
};

const text = (value: SyncValue | undefined): string => (typeof value === 'string' ? value : '');

const bodyOf = (changes: SyncFields, standing: GraphJson | null): GraphJson => {
  const { subject, notes, location, attendees, private: isHidden, busy } = changes;
  return {
    ...(subject === undefined ? {} : { subject: text(subject) }),
    ...(notes === undefined || standing?.['isOnlineMeeting'] === true
      ? {}
      : { body: { contentType: 'text', content: text(notes) } }),
    ...(location === undefined ? {} : { location: { displayName: text(location) } }),
    ...(attendees === undefined ? {} : { attendees: writtenAttendees(attendees, standing) }),
    ...(isHidden === undefined ? {} : { sensitivity: isHidden === true ? 'private' : 'normal' }),
    ...(busy === undefined ? {} : { showAs: busy === false ? 'free' : 'busy' }),
  };
};

/** What the service tells nobody of. */
const quiet: ReadonlySet<string> = new Set(['private', 'busy']);
/** What follows from other fields, or is the service's own. */
const derived: ReadonlySet<string> = new Set([
  'uid',
  'timeZone',
  'recursUntil',
  'responses',
  'organizer',
  'isOrganizer',
  'attachments',
]);

/** What is to be written; what it says already stays as it is written. */
const changesOf = (fields: SyncFields, said: SyncFields): SyncFields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => {
      const { [name]: now } = said;
      return !derived.has(name) && (now === undefined || !sameValue(now, value));
    }),
  );

/**
 * Y6: the service itself tells the attendees of whatever the organizer changes, and cannot be asked not to. What they are not
 * to hear of is not written; a sentence says so.
 */
const inviting = (meeting: SyncFields, said: SyncFields, changed: readonly string[], now: number): string | null => {
  const told = changed.filter((name) => !quiet.has(name));
  const hadSome = isEmptyValue(meeting['attendees'] ?? []) ? said['attendees'] : meeting['attendees'];
  const silence = silenceOf({ ...meeting, attendees: hadSome ?? [] }, told, now);
  if (told.length === 0) return null;
  if (silence === 'past') return 'This meeting is over, and Outlook would tell its attendees of the change.';
  return silence === 'insensitive'
    ? 'Outlook would tell the attendees of this change, which does not concern them; it waits for one that does.'
    : null;
};

/** An occurrence that was left out does not come back. */
const missesOccurrence = (changes: SyncFields, said: SyncFields): boolean => {
  if (changes['exceptions'] === undefined || 'recurrence' in changes) return false;
  const wanted = new Set(wishesIn(changes['exceptions']).flatMap(({ at, change }) => (change === null ? [at] : [])));
  return wishesIn(said['exceptions']).some(({ at, change }) => change === null && !wanted.has(at));
};

export const eventCodec: ItemCodec = {
  read: (event) => ({
    fields: fieldsOf(event) ?? {},
    categories: textsIn(event['categories']),
    modifiedAt: momentIn(event['lastModifiedDateTime']),
    writable: event['isOrganizer'] !== false && fieldsOf(event) !== null,
    isPrivate: isPrivate(event),
  }),
  write: (fields, standing, now) => {
    const said = standing === null ? {} : (fieldsOf(standing) ?? {});
    const changes = changesOf(fields, said);
    const meeting = { ...said, ...fields };
    const refused =
      inviting(meeting, said, Object.keys(changes), now) ??
      (missesOccurrence(changes, said) ? 'An occurrence that was left out cannot come back in Outlook.' : null);
    if (refused !== null) return refused;
    const times = withTimes(meeting, changes, standing);
    return typeof times === 'string' ? times : { ...bodyOf(changes, standing), ...times };
  },
};
