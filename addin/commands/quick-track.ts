import { ApiError, isTemporary } from '../api/api-error.ts';
import type { Session } from '../api/session.ts';
import type { Call } from '../api/transport.ts';
import type { OutlookHost } from '../office/host.ts';
import type { OpenItem } from '../office/open-item.ts';
import { type KeptScope, newlyKept } from '../offline/kept-promotion.ts';
import type { PromotionShelf } from '../offline/promotion-shelf.ts';
import { type PromotionRequest, readPromotion, sendPromotion } from '../queries/promote-item.ts';
import type { Strings } from '../strings/strings.ts';

export interface QuickTrackNeeds {
  readonly host: OutlookHost;
  readonly session: Session;
  readonly call: Call;
  /** Where what cannot be sent is kept; the next open pane sends it. */
  readonly shelf: PromotionShelf;
  /** Of the pages: the address of the server. */
  readonly origin: string;
  readonly now: () => number;
  readonly words: Strings['tracking'];
}

/** Tracks the open mail without the pane; gives the sentence that Outlook shows above the mail. */
export const quickTrack = async (needs: QuickTrackNeeds): Promise<string> => {
  const { host, session, words } = needs;
  try {
    await session.start();
    if (session.state().kind === 'signedOut') return words.quickSignIn;
    const item = host.readOpenItem();
    if (item?.kind !== 'message' || item.mode !== 'read') return words.quickFailed;
    const onBehalfOf = await host.readPrincipal(item, new AbortController().signal);
    const request = await readPromotion(host, item, { onBehalfOf });
    return await sendOrKeep(needs, item, request);
  } catch (error) {
    return error instanceof ApiError && error.code === 'signed_out' ? words.quickSignIn : words.quickFailed;
  }
};

/** A mail that the server cannot be given is kept, where it is known whose it is. */
const sendOrKeep = async (needs: QuickTrackNeeds, item: OpenItem, request: PromotionRequest): Promise<string> => {
  const { words } = needs;
  try {
    const answer = await sendPromotion(needs.call, request);
    if (answer.held) return words.heldNow;
    return answer.created ? words.quickDone : words.quickAlready;
  } catch (error) {
    const scope = scopeOf(needs);
    if (scope === null || !isTemporary(error)) throw error;
    const isKept = await needs.shelf.add(newlyKept(scope, item, request, needs.now()), request);
    return isKept ? words.quickKept : words.quickFailed;
  }
};

/** Null while it is not known who this is. */
const scopeOf = ({ session, origin }: QuickTrackNeeds): KeptScope | null => {
  const state = session.state();
  if (state.kind !== 'signedIn') return null;
  const { organization, user } = state.membership;
  return { server: origin, organizationId: organization.id, userId: user.id };
};
