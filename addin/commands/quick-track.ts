import { ApiError } from '../api/api-error.ts';
import type { Session } from '../api/session.ts';
import type { Call } from '../api/transport.ts';
import type { OutlookHost } from '../office/host.ts';
import { promoteItem } from '../queries/promote-item.ts';
import type { Strings } from '../strings/strings.ts';

export interface QuickTrackNeeds {
  readonly host: OutlookHost;
  readonly session: Session;
  readonly call: Call;
  readonly words: Strings['tracking'];
}

/** Tracks the open mail without the pane; gives the sentence that Outlook shows above the mail. */
export const quickTrack = async ({ host, session, call, words }: QuickTrackNeeds): Promise<string> => {
  try {
    await session.start();
    if (session.state().kind === 'signedOut') return words.quickSignIn;
    const item = host.readOpenItem();
    if (item?.kind !== 'message' || item.mode !== 'read') return words.quickFailed;
    const onBehalfOf = await host.readPrincipal(item, new AbortController().signal);
    const { answer } = await promoteItem(call, host, item, { onBehalfOf });
    if (answer.held) return words.heldNow;
    return answer.created ? words.quickDone : words.quickAlready;
  } catch (error) {
    return error instanceof ApiError && error.code === 'signed_out' ? words.quickSignIn : words.quickFailed;
  }
};
