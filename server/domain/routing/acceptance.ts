import { isWider } from '#shared/model/acceptance-order.ts';
import type { Acceptance } from '#shared/model/router-settings.ts';

/** Who the outside author is to us; of outgoing mail, its outside recipients. */
export type Standing = 'customer' | 'record' | 'stranger';

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
