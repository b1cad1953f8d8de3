import { officeError } from '../answers.ts';
import type { Calls } from '../call.ts';

/** Exchange Online gives neither identity nor callback tokens any more; add-ins must live without. */
const noToken = () => ({ wasSuccessful: false, errorCode: officeError.tokenError, errorName: 'GenericTokenError' });

export const tokenCalls: Calls = {
  2: noToken,
  5: () => ({ wasProxySuccessful: false, errorMessage: 'Exchange Web Services are switched off.' }),
  12: noToken,
};
