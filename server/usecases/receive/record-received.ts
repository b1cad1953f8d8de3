import type { Instant } from '#shared/model/instant.ts';
import { addressKey } from '#shared/model/address.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Outcome, OutcomeReason } from '#shared/model/outcome.ts';
import { outcomeCodes } from '#shared/model/outcome.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { RoutingDecision, TrackedFor } from '../../domain/routing/decide.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { noteProbeArrived } from '../forwarding/note-probe.ts';
import { settleArrived } from '../outbound/reports.ts';
import { alreadyTracked, alreadyTrackedNowBound, routed } from '../promotion/outcomes.ts';
import type { RegardingWish } from '../promotion/promotion-request.ts';
import { trackMessage } from '../promotion/track-message.ts';
import type { RecordNeeds, Tracked, Tracking } from '../promotion/tracking.ts';
import { setOwnRegarding } from '../activities/set-regarding.ts';
import { withCreatedSender } from './create-sender.ts';
import type { Judgement, Opened } from './judge-mail.ts';
import { outcomeRow, userOf } from './outcome-row.ts';
import type { ReceivedMail, ReceiveReceipt } from './received-mail.ts';

export interface RecordReceivedNeeds extends RecordNeeds {
  readonly mark: (text: string) => string;
}

export interface Received {
  readonly mail: ReceivedMail;
  readonly opened: Opened;
  readonly judgement: Judgement;
  readonly at: Instant;
}

type Promotion = Extract<RoutingDecision, { kind: 'promote' }>;

/** Reasons after which a mail may stand all the same, because somebody tracked it by hand or we sent it. */
const mayStand: ReadonlySet<OutcomeReason> = new Set([
  'noCorrelationMatch',
  'invalidSender',
  'internalEmailReject',
  'automatic',
  'list',
]);

/** A5: the mail stands already for somebody it concerns. */
export const standsFor = async (
  read: StoreRead,
  { audience, standing, decision }: Judgement,
): Promise<string | null> => {
  if (standing === null || standing.deleted) return null;
  if (decision.kind === 'promote') return standing.id;
  if (!mayStand.has(decision.reason)) return null;
  for (const { id } of audience.concerned)
    if ((await read.promotions.findOf(standing.id, id))?.state === 'standing') return standing.id;
  return null;
};

/** What a rule says it regards, as far as its user may read it still. */
const wishOf = async (tx: StoreWrite, { regarding, id }: TrackedFor): Promise<RegardingWish> => {
  if (regarding === null || regarding.length === 0) return { kind: 'inherit' };
  const readable = await tx.records.names(id, regarding);
  const records = regarding.filter((ref) => readable.some((record) => record.id === ref.id));
  return records.length === 0 ? { kind: 'inherit' } : { kind: 'chosen', records };
};

const authorsOf = ({ message }: Judgement): AddressKey[] =>
  message.from.map(({ address }) => addressKey(address)).filter((key) => key !== null);

/** O1: found in a person's mailbox it is theirs alone until they share it; a queue's is seen by who may read the queue. */
const visibilityOf = ({ kind }: TrackedFor) =>
  ({ chosen: false, value: kind === 'queue' ? 'regarding' : 'private' }) as const;

/** The same question has the same answer while nothing is written: that of the judgement, until somebody has the activity. */
const knownThreads =
  ({ threads }: Judgement): NonNullable<Tracking['threads']> =>
  (question) =>
    JSON.stringify(question) === JSON.stringify(threads.question) ? threads.found : null;

const trackFor = async (
  needs: RecordReceivedNeeds,
  tx: StoreWrite,
  received: Received,
  { decision, who, isFirst }: { readonly decision: Promotion; readonly who: TrackedFor; readonly isFirst: boolean },
): Promise<Tracked> => {
  const { judgement, opened, at } = received;
  const outgoing = judgement.audience.direction === 'outgoing' && !(decision.twice && who.side === 'receiver');
  const choices = who.kind === 'user' ? await tx.routing.choicesOf(who.id, judgement.keys.addresses) : [];
  const tracked = await trackMessage(needs, tx, {
    actor: { id: who.id, name: who.name },
    principal: { id: who.id, name: who.name },
    way: { kind: 'router', code: outcomeCodes[decision.reason], because: decision.because },
    side: decision.twice ? who.side : null,
    source: opened.source,
    message: judgement.message,
    settings: judgement.settings,
    keys: judgement.keys,
    matching: () => Promise.resolve({ ...judgement.matching, choices }),
    ...(isFirst ? { threads: knownThreads(judgement) } : {}),
    ownAddresses: outgoing ? authorsOf(judgement) : [],
    wish: await wishOf(tx, who),
    visibility: visibilityOf(who),
    ...(received.mail.origin === undefined ? {} : { origin: received.mail.origin }),
    at,
  });
  if (who.kind === 'queue' && who.side === 'receiver')
    await tx.queues.add({ id: needs.ids.next(), queueId: who.id, activityId: tracked.activityId, at });
  return tracked;
};

/** A mail that somebody withdrew, or that is gone for everybody, is not brought back by another copy of it. */
const stillWanted = async (
  tx: StoreWrite,
  { standing }: Judgement,
  { trackedFor }: Promotion,
): Promise<TrackedFor[]> => {
  if (standing === null) return [...trackedFor];
  const wanted: TrackedFor[] = [];
  for (const who of trackedFor) if ((await tx.promotions.findOf(standing.id, who.id)) === null) wanted.push(who);
  return wanted;
};

const logged = async (
  needs: RecordReceivedNeeds,
  tx: StoreWrite,
  { mail, judgement, at }: Received,
  told: {
    readonly outcome: Outcome;
    readonly activityId: string | null;
    readonly evidence: Readonly<Record<string, unknown>>;
  },
): Promise<void> =>
  tx.promotions.addOutcome(
    outcomeRow({
      ...told,
      id: needs.ids.next(),
      message: judgement.message,
      foundAt: mail.foundAt,
      settings: judgement.settings,
      userId: userOf(judgement.audience),
      holdId: null,
      mark: needs.mark,
      at,
    }),
  );

/** A19: counted whatever becomes of it, so that a loop ends although each mail of it is new. */
const countAutomatic = async (needs: RecordReceivedNeeds, tx: StoreWrite, { judgement, at }: Received) => {
  if (judgement.automatic === null || judgement.standing !== null) return;
  const authorHash = needs.mark(authorsOf(judgement)[0] ?? '');
  await tx.outcomes.noteAutomatic({ id: needs.ids.next(), authorHash, at });
};

interface Promoted {
  readonly tracked: readonly Tracked[];
  /** R7: what its author became. */
  readonly sender: RecordRef | null;
}

/** What was written for a mail that is to be tracked: for whom it was not tracked before. */
const promote = async (needs: RecordReceivedNeeds, tx: StoreWrite, given: Received): Promise<Promoted> => {
  const { decision } = given.judgement;
  if (decision.kind === 'skip') return { tracked: [], sender: null };
  const wanted = await stillWanted(tx, given.judgement, decision);
  const { received, created } = await withCreatedSender(needs, tx, given, wanted);
  const tracked: Tracked[] = [];
  for (const who of wanted)
    tracked.push(await trackFor(needs, tx, received, { decision, who, isFirst: tracked.length === 0 }));
  return { tracked, sender: created };
};

/** A21: a mail that stands for whoever moved it regards the record of its folder from then on. Gives whether anything changed. */
const bindStanding = async (tx: StoreWrite, { judgement, at }: Received): Promise<boolean> => {
  const { decision, standing } = judgement;
  if (decision.kind === 'skip' || standing === null || standing.deleted) return false;
  const who = decision.trackedFor.find(({ id }) => id === decision.boundFor);
  const wish = who === undefined ? null : await wishOf(tx, who);
  if (who === undefined || wish?.kind !== 'chosen') return false;
  const own = await tx.promotions.findOf(standing.id, who.id);
  const before = own?.state === 'standing' ? await tx.activities.find(who.id, standing.id) : null;
  if (before === null) return false;
  const [now, then] = [wish.records, before.regarding].map((records) => records.map(({ type, id }) => ({ type, id })));
  if (JSON.stringify(now) === JSON.stringify(then)) return false;
  await setOwnRegarding(tx, { userId: who.id }, standing.id, wish.records);
  await tx.activities.touch(standing.id, at);
  const entry = { kind: 'activity.changed' as const, subjectId: standing.id, at, actorId: who.id };
  await tx.journal.append([{ ...entry, reason: 'folder', before: then, after: now }]);
  return true;
};

const standingOutcome = (bound: boolean): Outcome => (bound ? alreadyTrackedNowBound() : alreadyTracked());

/** A5: a mail that stood, or that whoever it concerns withdrew, is a duplicate. */
const verdictOf = (
  { decision, standing }: Judgement,
  stood: string | null,
  { tracked, bound }: { readonly tracked: readonly Tracked[]; readonly bound: boolean },
) => {
  const withdrawn = decision.kind === 'promote' && tracked.length === 0;
  const isDuplicate = stood !== null || withdrawn;
  return {
    promote: decision.kind === 'promote' && !isDuplicate,
    created: !isDuplicate && tracked.some((one) => one.isNew),
    outcome: isDuplicate ? standingOutcome(bound) : routed(decision.reason, decision.kind, decision.because),
    activityId: tracked[0]?.activityId ?? stood ?? (withdrawn ? (standing?.id ?? null) : null),
  };
};

/** R7: the log says which record its author became. */
const createdBy = (sender: RecordRef | null) => (sender === null ? {} : { created: `${sender.type}:${sender.id}` });

/** Writes what was decided: activity and promotions, queue items, and one line of the log (A4, A5, A6, A16). */
export const recordReceived = async (
  needs: RecordReceivedNeeds,
  tx: StoreWrite,
  received: Received,
): Promise<ReceiveReceipt> => {
  const { judgement, opened } = received;
  // S4: whoever has a copy of a mail of ours proves that its server took it.
  if (judgement.standing !== null) {
    await settleArrived(tx, judgement.standing.id, 'receivedCopy');
    await noteProbeArrived(tx, judgement.standing.id, received.mail.foundAt);
  }
  await countAutomatic(needs, tx, received);
  const stood = await standsFor(tx, judgement);
  const { tracked, sender } = await promote(needs, tx, received);
  const bound = await bindStanding(tx, received);
  const verdict = verdictOf(judgement, stood, { tracked, bound });
  const evidence = {
    method: tracked[0]?.plan.correlation?.method ?? null,
    source: opened.source.rung,
    ...(judgement.tokenInvalid && judgement.standing === null ? { token: 'token-invalid' } : {}),
    ...createdBy(sender),
  };
  await logged(needs, tx, received, { ...verdict, evidence });
  return { ...verdict, internetMessageId: judgement.message.messageId, holdId: null };
};
