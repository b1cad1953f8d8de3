import type { OpenAppointment, Repeats } from './appointment.ts';
import { ask } from './ask.ts';
import type { Person } from './open-item.ts';
import { momentOf, type Pattern, seriesOf } from './series.ts';

type Read = Office.AppointmentRead;
type Compose = Office.AppointmentCompose;

const dayMs = 86_400_000;

const isSupported = (set: string): boolean => Office.context.requirements.isSetSupported('Mailbox', set);

/** Telephones have it in this form already; the others write three characters otherwise. */
const restId = (id: string | null | undefined): string | null =>
  id ? Office.context.mailbox.convertToRestId(id, 'v2.0') : null;

const people = (list: readonly Office.EmailAddressDetails[]): Person[] =>
  list.map(({ emailAddress, displayName }) => ({ address: emailAddress, name: displayName || emailAddress }));

/** Midnight to midnight of the mailbox's own zone is a day, and is written as one. */
const timesOf = (start: Date, end: Date): { readonly start: string; readonly end: string } => {
  const [from, to] = [start, end].map((date) => Office.context.mailbox.convertToLocalClientTime(date));
  const isDay = [from, to].every((time) => time?.hours === 0 && time.minutes === 0) && +end > +start;
  const day = (time: Office.LocalClientTime | undefined): string =>
    time === undefined ? '' : new Date(Date.UTC(time.year, time.month, time.date)).toISOString().slice(0, 10);
  return isDay && (+end - +start) % (dayMs / 24) === 0
    ? { start: day(from), end: day(to) }
    : { start: momentOf(+start), end: momentOf(+end) };
};

const repetition = (
  item: { readonly seriesId?: string | null },
  pattern: Pattern | null | undefined,
  start: Date,
): Pick<OpenAppointment, 'repeats' | 'series'> => {
  if (!isSupported('1.7')) return { repeats: 'unknown', series: null };
  if (!pattern?.seriesTime) return { repeats: 'no', series: null };
  const repeats: Repeats = item.seriesId ? 'occurrence' : 'series';
  return { repeats, series: seriesOf(pattern, +start, restId(item.seriesId)) };
};

const readAttended = (item: Read): OpenAppointment => ({
  outlookId: restId(item.itemId),
  subject: item.subject,
  ...timesOf(item.start, item.end),
  location: item.location,
  organizer: people([item.organizer])[0] ?? null,
  required: people(item.requiredAttendees),
  optional: people(item.optionalAttendees),
  isOrganizer: false,
  isPrivate: false,
  ...repetition(item, item.recurrence, item.start),
});

const orNull = async <T>(call: () => Promise<T>): Promise<T | null> => {
  try {
    return await call();
  } catch {
    // Outlook answers with an error for what was never saved, and where it does not tell.
    return null;
  }
};

const readOwn = async (item: Compose, outlookId: string | null): Promise<OpenAppointment> => {
  const start = await ask<Date>((done) => item.start.getAsync(done));
  const end = await ask<Date>((done) => item.end.getAsync(done));
  const pattern = isSupported('1.7')
    ? await orNull(() => ask<Office.Recurrence | null>((done) => item.recurrence.getAsync(done)))
    : null;
  const sensitivity = isSupported('1.14')
    ? await orNull(() => ask<unknown>((done) => item.sensitivity.getAsync(done)))
    : null;
  const { emailAddress, displayName } = Office.context.mailbox.userProfile;
  return {
    outlookId,
    subject: await ask<string>((done) => item.subject.getAsync(done)),
    ...timesOf(start, end),
    location: await ask<string>((done) => item.location.getAsync(done)),
    organizer: { address: emailAddress, name: displayName },
    required: people(await ask<Office.EmailAddressDetails[]>((done) => item.requiredAttendees.getAsync(done))),
    optional: people(await ask<Office.EmailAddressDetails[]>((done) => item.optionalAttendees.getAsync(done))),
    isOrganizer: true,
    isPrivate: ['private', 'confidential', 'personal'].includes(String(sensitivity)),
    ...repetition(item, pattern, start),
  };
};

/** The appointment as it is now. `save` has Outlook save one's own first, so that it has an id; that invites nobody. */
export const readAppointment = async (item: Read | Compose, save: boolean): Promise<OpenAppointment> => {
  if (typeof item.subject === 'string') return readAttended(item as Read);
  const own = item as Compose;
  const known = isSupported('1.8') ? await orNull(() => ask<string>((done) => own.getItemIdAsync(done))) : null;
  const id = known ?? (save ? await ask<string>((done) => own.saveAsync(done)) : null);
  return readOwn(own, restId(id));
};
