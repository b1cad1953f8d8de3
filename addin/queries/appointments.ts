import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SeenAppointment } from '#shared/contracts/appointment-matches.ts';
import type { AgendaFields } from '#shared/model/agenda.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { OpenAppointment } from '../office/appointment.ts';
import { useApi } from './api-context.ts';

/** What is tracked of an appointment: what is open, or the series that it belongs to. */
export type Extent = 'open' | 'series';

const mostSubject = 1_000;
const mostAttendees = 500;

const seenOf = (open: OpenAppointment, extent: Extent): SeenAppointment => {
  const { series } = open;
  const whole = extent === 'series' && series !== null ? series : null;
  const outlookId = whole?.outlookId ?? (open.repeats === 'occurrence' && whole ? null : open.outlookId);
  const { start, end } = whole ?? open;
  return {
    subject: open.subject.slice(0, mostSubject),
    start,
    end,
    organizer: open.organizer?.address ?? null,
    ...(outlookId === null ? {} : { outlookId }),
  };
};

/** The fields of the activity, in the server's words. */
export const fieldsOf = (open: OpenAppointment, extent: Extent): AgendaFields => {
  const { start, end, organizer } = seenOf(open, extent);
  const attendees = [
    ...open.required.map(({ address }) => `required ${address}`),
    ...open.optional.map(({ address }) => `optional ${address}`),
  ].filter((text) => /^\w+ \S+@\S+$/.test(text));
  return {
    start,
    end,
    allDay: start.length === 10,
    location: open.location || null,
    organizer: attendees.length > 0 ? organizer : null,
    isOrganizer: open.isOrganizer,
    attendees: attendees.slice(0, mostAttendees),
    ...(open.isPrivate ? { private: true } : {}),
    ...(extent === 'series' && open.series
      ? { recurrence: open.series.rule, recursUntil: open.series.until }
      : open.repeats === 'occurrence'
        ? { singleOccurrence: true }
        : {}),
  };
};

const trackingKey = 'appointment-tracking';

/** P11: what stands in the CRM for the open appointment, and for its series. */
export const useAppointmentTracking = (key: string, open: OpenAppointment) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: [trackingKey, organizationId, key, open],
    queryFn: ({ signal }) => {
      const series = open.repeats === 'occurrence' ? { series: seenOf(open, 'series') } : {};
      const extent = open.repeats === 'unknown' || open.repeats === 'no' ? 'single' : open.repeats;
      const appointment = seenOf(open, open.repeats === 'series' ? 'series' : 'open');
      return call('findAppointment', { body: { extent, appointment, ...series }, signal });
    },
  });
};

export const useRefreshAppointments = () => {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [trackingKey, 'record-card', 'activities'].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
};

interface AppointmentTracking {
  readonly open: OpenAppointment;
  readonly extent: Extent;
  readonly notes: string;
  readonly regarding: readonly RecordRef[];
}

/** Tracks it; one that stands in the CRM already is the same one. */
export const useTrackAppointment = () => {
  const { call } = useApi();
  const refresh = useRefreshAppointments();
  return useMutation({
    mutationFn: ({ open, extent, notes, regarding }: AppointmentTracking) => {
      const { subject, outlookId } = seenOf(open, extent);
      return call('createActivity', {
        body: {
          kind: 'appointment',
          subject,
          notes,
          fields: fieldsOf(open, extent),
          regarding: regarding.map(({ type, id }) => ({ type, id })),
          ...(outlookId === undefined ? {} : { outlookId }),
        },
      });
    },
    onSettled: refresh,
  });
};

/** Writes what Outlook has on the activity. */
export const useUpdateAppointment = () => {
  const { call } = useApi();
  const refresh = useRefreshAppointments();
  return useMutation({
    mutationFn: ({ activityId, subject, fields }: { activityId: string; subject: string; fields: AgendaFields }) =>
      call('changeActivity', { params: { activityId }, body: { subject, fields } }),
    onSettled: refresh,
  });
};
