import { profiles } from '../profiles.ts';
import type { State } from '../state.ts';

/** What the events are called among the commands. */
export const sendEvent = 'OnMessageSend';
export const newMailEvent = 'OnNewMessageCompose';

/** Outlook runs events where client and manifest have them, and the add-in names a function. */
export const runsEvent = ({ profileId, manifest }: Pick<State, 'profileId' | 'manifest'>, handler: string): boolean =>
  profiles[profileId].hasSendEvents && manifest === 'admin' && handler !== '';
