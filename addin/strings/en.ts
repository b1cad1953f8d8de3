import { compose } from './en/compose.ts';
import { devices } from './en/devices.ts';
import { errorPhrases, errors } from './en/errors.ts';
import { offline } from './en/offline.ts';
import { pane } from './en/pane.ts';
import { people } from './en/people.ts';
import { regarding } from './en/regarding.ts';
import { several } from './en/several.ts';
import { signIn } from './en/sign-in.ts';
import { tracking } from './en/tracking.ts';

export const en = {
  /** What the server says of a mail comes in English. */
  serverSays: (sentence: string): string => sentence,
  pane,
  signIn,
  tracking,
  regarding,
  people,
  compose,
  devices,
  offline,
  several,
  errors,
  errorPhrases,
};
