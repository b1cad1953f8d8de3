import type { SyncFields } from '../item.ts';
import type { KindRules } from '../policy.ts';

/** Tasks are the same where subject and both days are; a task without a subject says too little. */
const identity = (fields: SyncFields): string | null => {
  const { subject, start, due } = fields;
  return typeof subject === 'string' && subject.trim() !== ''
    ? JSON.stringify([subject.trim().toLowerCase(), start ?? null, due ?? null])
    : null;
};

/** Tasks: subject, days, progress and notes go both ways (Y2). A completed one is history, and is kept. */
export const task: KindRules = {
  kind: 'task',
  directions: {
    subject: 'both',
    start: 'both',
    due: 'both',
    percentComplete: 'both',
    completed: 'both',
    notes: 'both',
    priority: 'none',
    categories: 'none',
    attachments: 'none',
  },
  identity,
  onDeletion: { crm: 'remove', mailbox: 'remove' },
  isKept: ({ completed }) => completed !== null && completed !== undefined && completed !== false,
  comesByInvitation: () => false,
};
