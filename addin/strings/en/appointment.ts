import type { Tracking } from '#shared/contracts/promotions.ts';

export const appointment = {
  open: 'Open appointment',
  series: 'Repeats',
  occurrence: 'One of a series',
  mayRepeat: 'This Outlook does not tell whether it repeats. Only what is open is tracked.',
  place: (location: string) => `Place: ${location}`,
  extent: 'What to track',
  wholeSeries: 'The whole series',
  thisOne: 'This occurrence alone',
  beside: 'The series is tracked already; this occurrence would stand beside it, and is not synchronized.',
  aloneSays: 'An occurrence by itself is not synchronized with the calendar.',
  privateSays: 'Outlook calls it private: only you will see it in the CRM.',
  savedSays: 'Outlook saves the appointment first. Nobody is invited by that.',
  says: {
    untracked: 'This appointment is only in Outlook.',
    pending: 'The server is writing it down.',
    failed: 'It could not be written down.',
  } satisfies Record<Exclude<Tracking['state'], 'tracked'>, string>,
  untrackTitle: 'Untrack this appointment?',
  differs: 'In the CRM it stands with another subject, time or place.',
  update: 'Update in CRM',
  updated: 'Updated in the CRM.',
  alreadyTracked: 'It was already in the CRM; nothing was doubled.',
};
