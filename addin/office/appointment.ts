import type { Person } from './open-item.ts';

/** How the open appointment repeats; `unknown` where the client does not tell (before 1.7). */
export type Repeats = 'no' | 'series' | 'occurrence' | 'unknown';

/** A series, by its first occurrence. Days are written 2026-03-09, moments 2026-03-09T09:00:00Z. */
export interface AppointmentSeries {
  /** Null for a series that is open itself. */
  readonly outlookId: string | null;
  readonly start: string;
  readonly end: string;
  /** RFC 5545 section 3.3.10, without `RRULE:`. */
  readonly rule: string;
  /** When the last occurrence ends; null: never. */
  readonly until: string | null;
}

/** The appointment that is open, in one shape for reading and writing. */
export interface OpenAppointment {
  /** As the REST interface writes it; null while it was never saved. */
  readonly outlookId: string | null;
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly location: string;
  readonly organizer: Person | null;
  readonly required: readonly Person[];
  readonly optional: readonly Person[];
  readonly isOrganizer: boolean;
  /** Outlook calls it private (1.14, of one's own). */
  readonly isPrivate: boolean;
  readonly repeats: Repeats;
  readonly series: AppointmentSeries | null;
}
