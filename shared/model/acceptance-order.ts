import type { Acceptance } from './router-settings.ts';

/** The options for unsolicited mail, from narrow to wide. */
export const acceptanceOrder: readonly Acceptance[] = ['none', 'replies', 'known', 'anyRecord', 'all'];

/** A8: whether an option takes more mail than the ceiling allows. */
export const isWider = (option: Acceptance, ceiling: Acceptance): boolean =>
  acceptanceOrder.indexOf(option) > acceptanceOrder.indexOf(ceiling);
