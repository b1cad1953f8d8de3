import { ApiError } from '../../api/api-error.ts';
import type { SyncSteps } from '../../queries/synchronization.ts';

/** The steps that a refusal to enable came with; null: it was refused for another reason. */
export const stepsOf = (error: unknown): SyncSteps | null => {
  if (!(error instanceof ApiError) || error.code !== 'mailbox_not_ready') return null;
  const { steps } = error.members;
  return Array.isArray(steps) ? (steps as SyncSteps) : null;
};
