import { type DraftFacts, type TicketWay, trackTicketLimits } from '#shared/contracts/track-tickets.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { keptMs, pendingMs, type TrackTicket } from '../../domain/tickets/track-ticket.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import { giveDropAddress } from '../drop-addresses/drop-address.ts';
import { nextToken } from '../tokens/mint-token.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { findPrincipal } from '../promotion/find-principal.ts';
import { Refusal } from '../refusal.ts';
import { ticketDraft, ticketWish } from './ticket-input.ts';

export interface TicketNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly signer: TokenSigner;
}

/** Track on send, as asked by a person. */
export interface TicketRequest {
  readonly regarding?: readonly RecordRef[] | undefined;
  readonly visibility?: Visibility | undefined;
  readonly way: TicketWay;
  readonly answers?: string | undefined;
  readonly draft?: DraftFacts | undefined;
  readonly onBehalfOf?: string | undefined;
}

/** A ticket with what is told once and kept as a hash. */
export interface IssuedTicket {
  readonly ticket: TrackTicket;
  /** What the send handler shows: `<organization>.<secret>`. */
  readonly secret: string;
  /** What the mail carries. */
  readonly mark: string;
}

const refuseTooMany = async (tx: StoreWrite, userId: string): Promise<void> => {
  if ((await tx.tickets.countWaiting(userId)) < trackTicketLimits.waiting) return;
  throw new Refusal(
    'conflict',
    `${trackTicketLimits.waiting} mails of yours wait to be seen sent; open them in Sent Items, or discard some.`,
  );
};

const checkAnswered = async (tx: StoreWrite, actor: Actor, activityId: string | undefined): Promise<void> => {
  if (activityId === undefined || (await tx.activities.find(actor.userId, activityId)) !== null) return;
  throw new Refusal('activity_not_found', 'answers: there is no such activity that you may see.');
};

const tokenFor = async (needs: TicketNeeds, tx: StoreWrite, userId: string, at: Instant) => {
  const settings = await tx.organization.settings();
  return settings.tokenInOutlook ? nextToken(needs, tx, { settings, userId, at }) : null;
};

/**
 * P7: makes a ticket for one mail that is being written. Nothing of it is on any timeline; its activity comes into being
 * with the sent mail. What nobody expects any more is forgotten on the way.
 */
export const createTicket =
  (needs: TicketNeeds) =>
  (actor: Actor, request: TicketRequest): Promise<IssuedTicket> => {
    const { clock, ids, digests } = needs;
    return needs.store.transact(actor.organizationId, async (tx) => {
      const at = clock.now();
      await tx.tickets.forgetBefore((at - pendingMs - keptMs) as Instant);
      const principal = await findPrincipal(tx, actor, request.onBehalfOf ?? null);
      await refuseTooMany(tx, actor.userId);
      await checkRegarding(tx, actor, request.regarding ?? []);
      await checkAnswered(tx, actor, request.answers);
      const secret = ids.secret();
      const mark = ids.secret();
      const ticket: TrackTicket = {
        id: ids.next(),
        userId: principal.id,
        actorId: actor.userId,
        way: request.way,
        wish: ticketWish(request.regarding),
        visibility: request.visibility ?? null,
        answersActivityId: request.answers ?? null,
        draft: request.draft === undefined ? null : ticketDraft(request.draft),
        createdAt: at,
        seenAt: at,
        sendingAt: null,
        token: await tokenFor(needs, tx, principal.id, at),
        messageIdKey: null,
        activityId: null,
      };
      await tx.tickets.add({
        ...ticket,
        secretSha256: digests.sha256(secret),
        markSha256: digests.sha256(mark),
      });
      await giveDropAddress(needs, tx, { userId: principal.id, actorId: actor.userId, at });
      return { ticket, secret: `${actor.organizationId}.${secret}`, mark };
    });
  };
