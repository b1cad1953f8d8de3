import type { AgendaFields } from '#shared/model/agenda.ts';
import type { Instant } from '#shared/model/instant.ts';

/** A single appointment, a whole series, or one occurrence of a series that is taken by itself. */
export type AppointmentExtent = 'single' | 'series' | 'occurrence';

export interface SoughtAppointment {
  readonly extent: AppointmentExtent;
  readonly subject: string;
  readonly start: string;
  readonly end: string | null;
  /** An address; null where nobody is said to be. */
  readonly organizer: string | null;
}

/** An appointment that stands, as it is told of. */
interface StandingAppointment {
  readonly subject: string;
  readonly fields: AgendaFields;
  /** The seeker tracks it. */
  readonly isOwn: boolean;
}

/** A client tells when a series begins by the hour of its own zone, which summer time moves. */
const seriesToleranceMs = 3_600_000;

const textOf = (value: AgendaFields[string] | undefined): string => (typeof value === 'string' ? value : '');

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

const extentOf = ({ recurrence, singleOccurrence }: AgendaFields): AppointmentExtent =>
  singleOccurrence === true ? 'occurrence' : textOf(recurrence) === '' ? 'single' : 'series';

/** What an appointment is sought by that is about to be written. */
export const soughtBy = (subject: string, fields: AgendaFields): SoughtAppointment => ({
  extent: extentOf(fields),
  subject,
  start: textOf(fields['start']),
  end: textOf(fields['end']) || null,
  organizer: textOf(fields['organizer']) || null,
});

/** Between which moments it may begin. */
export const searchSpan = ({ extent, start }: SoughtAppointment): { readonly from: Instant; readonly to: Instant } => {
  const moment = Date.parse(start);
  const tolerance = extent === 'series' ? seriesToleranceMs : 0;
  return { from: (moment - tolerance) as Instant, to: (moment + tolerance) as Instant };
};

const lengthOf = (start: string, end: string | null): number =>
  end === null || end === '' ? 0 : Date.parse(end) - Date.parse(start);

const sameWords = (one: string, other: string): boolean => squeezed(one) !== '' && squeezed(one) === squeezed(other);

const sameTimes = (sought: SoughtAppointment, fields: AgendaFields): boolean => {
  const { from, to } = searchSpan(sought);
  const start = textOf(fields['start']);
  const begins = Date.parse(start);
  return (
    begins >= from && begins <= to && lengthOf(start, textOf(fields['end'])) === lengthOf(sought.start, sought.end)
  );
};

/**
 * Y7: the same appointment, although no id says so: of the same extent, with the same subject, begin and length. One that
 * only others track must also name the same organizer; two that name different ones are never the same.
 */
export const isSameAppointment = (
  sought: SoughtAppointment,
  { fields, subject, isOwn }: StandingAppointment,
): boolean => {
  if (extentOf(fields) !== sought.extent || !sameWords(subject, sought.subject) || !sameTimes(sought, fields))
    return false;
  const [ours, theirs] = [squeezed(sought.organizer ?? ''), squeezed(textOf(fields['organizer']))];
  return ours === '' || theirs === '' ? isOwn : ours === theirs;
};
