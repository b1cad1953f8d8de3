import type { Acceptance } from '#shared/model/router-settings.ts';

/** Who the outside author is to us; of outgoing mail, its outside recipients. */
export type Standing = 'customer' | 'record' | 'stranger';

/** From narrow to wide. */
const order: readonly Acceptance[] = ['none', 'replies', 'known', 'anyRecord', 'all'];

/** A8: whether an option takes more mail than the ceiling allows. */
export const isWider = (option: Acceptance, ceiling: Acceptance): boolean =>
  order.indexOf(option) > order.indexOf(ceiling);

/** A8: the option as far as the ceiling allows. */
export const underCeiling = (option: Acceptance, ceiling: Acceptance): Acceptance =>
  isWider(option, ceiling) ? ceiling : option;

/** A2: whether unsolicited mail from somebody of this standing is taken. */
export const acceptsUnsolicited = (option: Acceptance, standing: Standing): boolean => {
  switch (option) {
    case 'all':
      return true;
    case 'anyRecord':
      return standing !== 'stranger';
    case 'known':
      return standing === 'customer';
    case 'replies':
    case 'none':
      return false;
  }
};
