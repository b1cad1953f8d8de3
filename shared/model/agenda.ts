import { z } from 'zod';

/** Bounds that whoever writes a task or an appointment meets. */
export const agendaLimits = {
  subject: 1_000,
  notes: 10_000,
  text: 2_000,
  uid: 500,
  outlookId: 1_000,
  entries: 500,
  /** Days and changes of a series that are not like the others. */
  entryLength: 4_000,
} as const;

/** A day, or a moment in UTC to the second. */
export const AgendaMoment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?$/, 'write a day as 2026-03-02, a moment as 2026-03-02T09:00:00Z')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'there is no such day or moment');

const text = z.string().max(agendaLimits.text).nullable();
const entries = z.array(z.string().min(1).max(agendaLimits.entryLength)).max(agendaLimits.entries);

/** What a task says beside subject and notes (Y2); absent members stay as they are, null empties them. */
export const TaskFields = z
  .object({
    start: AgendaMoment.nullable(),
    due: AgendaMoment.nullable(),
    percentComplete: z.number().int().min(0).max(100).nullable(),
    /** When it was done. */
    completed: AgendaMoment.nullable(),
    uid: z.string().max(agendaLimits.uid),
  })
  .partial()
  .strict();

/** What an appointment says beside subject and notes (Y2). */
export const AppointmentFields = z
  .object({
    start: AgendaMoment,
    end: AgendaMoment.nullable(),
    allDay: z.boolean(),
    /** The zone that its times were written in; null: UTC. */
    timeZone: text,
    location: text,
    /** RFC 5545 section 3.3.10, without `RRULE:`. */
    recurrence: text,
    /** When the last occurrence ends; null where it has no end, or does not recur. */
    recursUntil: AgendaMoment.nullable(),
    /** Occurrences that are not like the others: `2026-03-02T09:00:00Z canceled`, or `... changed {"start": …}`. */
    exceptions: entries,
    /** `required anna@example.com`, `optional bo@example.com`. */
    attendees: entries,
    /** `accepted anna@example.com`, also `declined`, `tentative`, `needsAction`, `delegated`. */
    responses: entries,
    organizer: text,
    isOrganizer: z.boolean(),
    private: z.boolean(),
    busy: z.boolean(),
    /** P11: one occurrence of a series, tracked by itself; no synchronization carries it. */
    singleOccurrence: z.boolean(),
    uid: z.string().max(agendaLimits.uid),
  })
  .partial()
  .strict();

/** An item's id in the form of Microsoft Graph and the REST interface, as Outlook's convertToRestId gives it. */
export const OutlookId = z
  .string()
  .min(1)
  .max(agendaLimits.outlookId)
  .regex(/^[\x21-\x7e]+$/, 'write the id as Outlook gives it');

/** The fields of a task or an appointment as the HTTP interface shows them. */
export const AgendaFields = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);
export type AgendaFields = z.infer<typeof AgendaFields>;

export const AgendaKind = z.enum(['task', 'appointment']);
export type AgendaKind = z.infer<typeof AgendaKind>;
