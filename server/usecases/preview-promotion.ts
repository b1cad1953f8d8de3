import type { ActivityParty } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView } from '../domain/activity/activity-view.ts';
import { resolutionOf } from '../domain/activity/view-of-new.ts';
import type { Actor } from '../domain/actor.ts';
import type { Message } from '../domain/mail/message.ts';
import type { StoreRead } from '../ports/store.ts';
import { findPrincipal } from './promotion/find-principal.ts';
import { heldUnreadable, unreadableNotKept } from './promotion/outcomes.ts';
import type { PromotionRequest } from './promotion/promotion-request.ts';
import { type ReadSource, readSource } from './promotion/read-source.ts';
import { handTracking } from './promotion/record-promotion.ts';
import { foreseeTracking } from './promotion/track-message.ts';
import type { PromoteNeeds } from './promote-message.ts';

/** What a mail would become for whoever asks. */
export interface Foreseen {
  readonly becomes: 'new' | 'joined' | 'tracked' | 'held' | 'refused';
  /** The activity that stands, where the actor sees it. */
  readonly standing: ActivityView | null;
  /** Null: it cannot be read. */
  readonly message: Message | null;
  readonly sentAt: Instant | null;
  readonly direction: 'incoming' | 'outgoing' | null;
  readonly regarding: readonly NamedRecordRef[];
  readonly offered: readonly NamedRecordRef[];
  readonly parties: readonly ActivityParty[];
  readonly why: string;
}

export type PreviewRequest = Pick<PromotionRequest, 'source' | 'regarding' | 'onBehalfOf'>;

interface Readable {
  readonly actor: Actor;
  readonly request: PromotionRequest;
  readonly source: ReadSource;
  readonly message: Message;
}

/** A list shows some; the activity will have all. */
const mostParties = 20;

const becomesOf = (view: ActivityView | null, principalId: string): Foreseen['becomes'] => {
  if (view === null) return 'new';
  return view.promotions.some(({ user }) => user.id === principalId) ? 'tracked' : 'joined';
};

const foresee = async (
  needs: PromoteNeeds,
  read: StoreRead,
  { actor, request, source, message }: Readable,
): Promise<Foreseen> => {
  const principal = await findPrincipal(read, actor, request.onBehalfOf);
  const hand = { actor, principal, request, source, message, at: needs.clock.now() };
  const { plan, standing } = await foreseeTracking(needs, read, await handTracking(read, hand));
  const view = standing === null ? null : await read.activities.find(actor.userId, standing.id);
  const becomes = becomesOf(view, principal.id);
  const named = becomes === 'tracked' && view !== null ? view.regarding : plan.regarding;
  return {
    becomes,
    standing: view,
    message,
    sentAt: message.date,
    direction: plan.direction,
    regarding: await read.records.names(actor.userId, named),
    offered: becomes === 'tracked' ? [] : plan.offered,
    parties: plan.parties
      .slice(0, mostParties)
      .map((party) => ({ ...party, resolution: resolutionOf(party.resolution) })),
    why: becomes === 'tracked' && view !== null ? view.why : plan.why,
  };
};

const unreadable = (why: string, becomes: 'held' | 'refused'): Foreseen => ({
  becomes,
  standing: null,
  message: null,
  sentAt: null,
  direction: null,
  regarding: [],
  offered: [],
  parties: [],
  why,
});

/**
 * P9: reads the mail and decides as tracking it would; writes nothing, keeps nothing. Refuses `record_not_found` for a
 * regarding that the actor may not read, and `user_not_found`.
 */
export const previewPromotion =
  (needs: PromoteNeeds) =>
  async (actor: Actor, asked: PreviewRequest): Promise<Foreseen> => {
    const whole = { visibility: null, withoutAttachments: [], quotedText: 'keep', idempotency: null } as const;
    const request: PromotionRequest = { ...asked, ...whole };
    const source = await readSource(needs, request);
    const { reading } = source;
    return needs.store.read(actor.organizationId, async (read) => {
      if (reading.kind === 'readable')
        return foresee(needs, read, { actor, request, source, message: reading.message });
      return (await read.organization.settings()).headerOnly
        ? unreadable(unreadableNotKept().sentence, 'refused')
        : unreadable(heldUnreadable(reading.because).sentence, 'held');
    });
  };
