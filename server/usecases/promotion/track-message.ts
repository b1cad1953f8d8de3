import { viewOfNew } from '../../domain/activity/view-of-new.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { TrackTicket } from '../../domain/tickets/track-ticket.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { recognizeOwnMail } from '../tokens/own-mail.ts';
import { identityOf } from './mail-identity.ts';
import { asKept, newActivity, newPromotion } from './new-promotion.ts';
import { planPromotion, type PromotionPlan } from './plan-promotion.ts';
import { recordAgain } from './record-again.ts';
import { asTicketSays, sentTicket } from './sent-ticket.ts';
import { genuineTokens, type ThreadNeeds, threadQuestion } from './thread-question.ts';
import { RecordedMeanwhile, type Recorded, type RecordNeeds, type Tracked, type Tracking } from './tracking.ts';

/** What the store knows about the message, and the decision that follows. */
const decide = async (needs: ThreadNeeds, tx: StoreRead, tracking: Tracking) => {
  const { actor, message, settings } = tracking;
  const identity = identityOf(message, tracking.source.bytes, needs.digests, tracking.side);
  const tokens = genuineTokens(needs, tx.organizationId, message.subject, settings);
  const question = threadQuestion(needs, { ...tracking, identity, tokens, readerId: actor.id });
  const known = tracking.threads?.(question) ?? null;
  const [found, matching] = await Promise.all([known ?? tx.routing.threads(question), tracking.matching()]);
  // A6: the other of two activities has the same Message-ID by right.
  const threads = tracking.side === null ? found : { ...found, messageIdTaken: false };
  const plan = planPromotion({ ...tracking, matching, tokens, threads, leftOut: tracking.source.leftOut });
  return { identity, standing: threads.standing, plan };
};

type Decided = Awaited<ReturnType<typeof decide>>;

/** The mail as ours where it is, and as its author asked for when it was written. */
const prepare = async (needs: ThreadNeeds, tx: StoreRead, asked: Tracking) => {
  const { message, rewrittenId } = recognizeOwnMail(needs, tx.organizationId, asked.message, asked.source.ownMark);
  const ticket = await sentTicket(needs, tx, { ...asked, message });
  const tracking = ticket === null ? { ...asked, message } : await asTicketSays(tx, { ...asked, message }, ticket);
  return { tracking, ticket, rewrittenId };
};

/** P9: the decision that tracking a message now would follow; writes nothing. */
export const foreseeTracking = async (needs: ThreadNeeds, read: StoreRead, asked: Tracking): Promise<Decided> =>
  decide(needs, read, (await prepare(needs, read, asked)).tracking);

/** Makes activity and promotion. */
const recordNew = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  { plan, identity }: Decided,
): Promise<Recorded> => {
  const { principal: user, actor, at } = tracking;
  const activity = newActivity(needs, tracking, plan, identity);
  // Asked for behind the activity's row, so that both share a round trip.
  const [added] = await Promise.all([tx.activities.add(activity, at), tx.journal.takeTurn()]);
  if (!added) throw new RecordedMeanwhile();
  if (plan.proposed !== null) await tx.correlations.propose(activity.id, plan.proposed, at);
  const promotion = newPromotion(needs, tracking, plan, activity.id);
  await tx.promotions.add(promotion, at);
  const correlationVisible = plan.correlation?.activity.visible === true;
  const byHand = tracking.way.kind === 'byHand';
  const view = byHand ? viewOfNew({ activity, promotion, user, actor, correlationVisible, at }) : null;
  return { activityId: activity.id, promotionId: promotion.id, stood: false, seenBefore: false, isNew: true, view };
};

interface Journalled {
  readonly recorded: Recorded;
  readonly plan: PromotionPlan;
  readonly ticketId: string | null;
}

const reasonOf = ({ way }: Tracking, { seenBefore }: Recorded): string => {
  if (seenBefore) return 'duplicate';
  return way.kind === 'byHand' ? 'promotedByHand' : 'router';
};

/** What the journal says of it. */
const entryOf = (tracking: Tracking, { recorded, plan, ticketId }: Journalled): JournalEntry => ({
  kind: 'activity.promoted',
  subjectId: recorded.activityId,
  at: tracking.at,
  actorId: tracking.actor.id,
  principalId: tracking.principal.id,
  reason: reasonOf(tracking, recorded),
  after: {
    promotionId: recorded.promotionId,
    visibility: tracking.visibility.value,
    regarding: plan.regarding.map(({ type, id }) => ({ type, id })),
    ...(ticketId === null ? {} : { ticketId }),
  },
  facts: { isNew: recorded.isNew, ...(tracking.origin === undefined ? {} : { origin: tracking.origin }) },
});

/** P7: the mail that was written with Track on is here; answers to its token find it from now on. */
const completeTicket = async (
  tx: StoreWrite,
  ticket: TrackTicket,
  { activityId }: Pick<Tracked, 'activityId'>,
  { message, at }: Tracking,
): Promise<void> => {
  if (!(await tx.tickets.complete(ticket.id, activityId, at))) throw new RecordedMeanwhile();
  if (ticket.token !== null) await tx.tokens.add({ key: ticket.token.key, activityId, sentAt: message.date ?? at });
};

/** Facts, decision and rows in the caller's transaction; the caller adds the outcome. */
export const trackMessage = async (needs: RecordNeeds, tx: StoreWrite, asked: Tracking): Promise<Tracked> => {
  const { tracking, ticket, rewrittenId } = await prepare(needs, tx, asked);
  const decided = await decide(needs, tx, tracking);
  const { plan, standing } = decided;
  const recorded =
    standing === null
      ? await recordNew(needs, tx, asKept(tracking), decided)
      : await recordAgain(needs, tx, asKept(tracking), { standing, plan });
  const alias = messageIdKey(rewrittenId);
  if (alias !== null) await tx.tokens.addMessageAlias(alias, recorded.activityId);
  if (ticket !== null) await completeTicket(tx, ticket, recorded, tracking);
  if (!recorded.stood) await tx.journal.append([entryOf(tracking, { recorded, plan, ticketId: ticket?.id ?? null })]);
  return { ...recorded, plan };
};
