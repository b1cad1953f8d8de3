import { sayFrom } from './say-in.ts';
import type { Strings } from './strings.ts';
import { compose } from './es/compose.ts';
import { devices } from './es/devices.ts';
import { errorPhrases, errors } from './es/errors.ts';
import { offline } from './es/offline.ts';
import { pane } from './es/pane.ts';
import { people } from './es/people.ts';
import { regarding } from './es/regarding.ts';
import { sentences } from './es/sentences.ts';
import { syncSentences } from './es/sync-sentences.ts';
import { several } from './es/several.ts';
import { signIn } from './es/sign-in.ts';
import { tracking } from './es/tracking.ts';

export const es: Strings = {
  serverSays: sayFrom([...sentences, ...syncSentences]),
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
