import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { EventOrigin } from '#shared/contracts/workflows.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Message } from '../../domain/mail/message.ts';
import type { MatchingFacts } from '../../domain/routing/facts.ts';
import type { RoutingKeys } from '../../domain/routing/keys.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ThreadFacts, ThreadQuestion } from '../../ports/routing-store.ts';
import type { PromotionPlan } from './plan-promotion.ts';
import type { RegardingWish, TrackingWay } from './promotion-request.ts';
import type { ReadSource } from './read-source.ts';
import type { ThreadNeeds } from './thread-question.ts';

export interface RecordNeeds extends ThreadNeeds {
  readonly ids: Ids;
}

/** One readable message about to be tracked in one name. */
export interface Tracking {
  /** Through whose eyes threads are seen. */
  readonly actor: { readonly id: string; readonly name: string };
  /** User or queue that the promotion belongs to. */
  readonly principal: { readonly id: string; readonly name: string };
  readonly way: TrackingWay;
  readonly source: ReadSource;
  readonly message: Message;
  readonly settings: OrganizationSettings;
  readonly keys: RoutingKeys;
  /** Whose its addresses are; asked beside the conversations, so that both share a round trip. */
  readonly matching: () => Promise<MatchingFacts>;
  /** What is known of its conversations already, if this is what was asked; else they are looked up. */
  readonly threads?: (question: ThreadQuestion) => ThreadFacts | null;
  /** A6: which of the two activities of internal mail; null: the mail is one activity. */
  readonly side: 'author' | 'receiver' | null;
  /** Whose mail is outgoing here. */
  readonly ownAddresses: readonly AddressKey[];
  readonly wish: RegardingWish;
  readonly visibility: { readonly chosen: boolean; readonly value: Visibility };
  /** P7: Track was on when it was written. */
  readonly onSend?: boolean;
  /** Absent: it happens now; else workflows treat it as what it is part of. */
  readonly origin?: EventOrigin;
  readonly at: Instant;
}

/** What became of it. */
export interface Tracked {
  readonly activityId: string;
  readonly promotionId: string;
  /** The promotion stood before. */
  readonly stood: boolean;
  /** The actor saw the activity before. */
  readonly seenBefore: boolean;
  /** No activity stood for this mail. */
  readonly isNew: boolean;
  readonly plan: PromotionPlan;
  /** The new activity as the actor sees it; null where it is to be read, and where nobody waits. */
  readonly view: ActivityView | null;
}

/** Another transaction recorded the same mail first; run the whole again and find it standing. */
export class RecordedMeanwhile extends Error {
  override readonly name = 'RecordedMeanwhile';
}

/** How an activity and a promotion were recorded. */
export type Recorded = Omit<Tracked, 'plan'>;
