import type { SyncFields } from './item.ts';
import { isOver } from './kinds/appointment.ts';

/** Changes that the others need not hear of. */
const insensitive: ReadonlySet<string> = new Set([
  'notes',
  'private',
  'busy',
  'categories',
  'attachments',
  'responses',
]);

/** Why a change of a meeting is told to nobody. */
export type Silence = 'past' | 'noAttendees' | 'notOrganizer' | 'insensitive';

/**
 * Whether the attendees get an invitation, an update or a cancellation because `changed` fields of the meeting change;
 * null where they do, else why not. A meeting that recurs is past when its last occurrence is. Features: Y6.
 */
export const silenceOf = (meeting: SyncFields, changed: readonly string[], now: number): Silence | null => {
  const { attendees, isOrganizer } = meeting;
  if (isOrganizer === false) return 'notOrganizer';
  if (!Array.isArray(attendees) || attendees.length === 0) return 'noAttendees';
  if (isOver(meeting, now)) return 'past';
  return changed.every((field) => insensitive.has(field)) ? 'insensitive' : null;
};
