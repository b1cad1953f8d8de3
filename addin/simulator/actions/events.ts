import { profiles } from '../profiles.ts';
import { isForeign, itemOf, type State } from '../state.ts';

/** What the events are called among the commands. */
export const sendEvent = 'OnMessageSend';
export const newMailEvent = 'OnNewMessageCompose';

/** Outlook runs events where client and manifest have them, and the add-in names a function; nobody else has the add-in. */
export const runsEvent = (state: State, handler: string, draftKey: string): boolean =>
  profiles[state.profileId].hasSendEvents &&
  state.manifest === 'admin' &&
  handler !== '' &&
  !isForeign(state, itemOf(state, draftKey));
