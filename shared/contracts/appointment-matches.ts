import { z } from 'zod';
import { AgendaMoment, agendaLimits, OutlookId } from '../model/agenda.ts';
import { endpoint } from './endpoint.ts';
import { Tracking } from './promotions.ts';
import { routes } from './routes.ts';

/** What an Outlook tells of an appointment; it does not tell its UID. */
export const SeenAppointment = z
  .object({
    /** Absent while the appointment has not been saved. */
    outlookId: OutlookId.optional(),
    subject: z.string().max(agendaLimits.subject),
    start: AgendaMoment,
    end: AgendaMoment.nullable(),
    organizer: z.string().max(320).nullable(),
  })
  .strict();
export type SeenAppointment = z.infer<typeof SeenAppointment>;

export const findAppointment = endpoint({
  route: routes.findAppointment,
  access: 'user',
  summary: 'Whether an appointment that is open in Outlook, or the series it belongs to, stands in the CRM (P11)',
  body: z
    .object({
      /** What is open: an appointment, a whole series, or one occurrence of a series. */
      extent: z.enum(['single', 'series', 'occurrence']),
      appointment: SeenAppointment,
      /** Of an occurrence: its series, with the times of the first one. */
      series: SeenAppointment.optional(),
    })
    .strict(),
  returns: z.object({ appointment: Tracking, series: Tracking.nullable() }),
  errors: ['invalid_request'],
});
