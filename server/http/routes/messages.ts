import { getTracking, type Tracking } from '#shared/contracts/promotions.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import { explainTicket } from '../../domain/tickets/track-ticket.ts';
import type { StoredHold } from '../../ports/hold-store.ts';
import type { Store } from '../../ports/store.ts';
import { heldUnreadable } from '../../usecases/promotion/outcomes.ts';
import type { UnreadableReason } from '../../ports/message-reader.ts';
import { nothingTracked as nothing, presentTracking } from '../present/tracking.ts';
import type { RouteMaker } from '../route.ts';

const untracked: Tracking = { state: 'untracked', why: 'Nobody has tracked this mail yet.', ...nothing };

/** Real mail carries such ids; it is tracked all the same, and recognised by its content (A5). */
const unusableId: Tracking = {
  state: 'untracked',
  why: 'This mail carries no usable Message-ID, so it cannot be looked up; tracking it again makes no second activity.',
  ...nothing,
};

const failed = (hold: StoredHold): Tracking => ({
  state: 'failed',
  why: heldUnreadable(hold.reason as UnreadableReason).sentence,
  holdId: hold.id,
  ...nothing,
});

/** P7: seen in Sent Items and written with Track on; its bytes are not here yet. */
const pending: Tracking = { state: 'pending', why: explainTicket('pending'), ...nothing };

/** P1: the state of a message, by its Internet Message-ID, from the server and nowhere else. */
export const messageRoutes = (route: RouteMaker, { store }: { readonly store: Store }): void => {
  route(getTracking, async ({ actor, params }) => {
    const key = messageIdKey(params.internetMessageId);
    if (key === null) return unusableId;
    return store.read(actor.organizationId, async (read) => {
      const view = await read.activities.findByMessageId(actor.userId, key);
      if (view !== null) return presentTracking(view, actor);
      const hold = await read.holds.findByMessageId(actor.userId, key);
      if (hold !== null) return failed(hold);
      const ticket = await read.tickets.findSent(actor.userId, { markSha256: null, messageIdKey: key });
      return ticket === null || ticket.activityId !== null ? untracked : pending;
    });
  });
};
