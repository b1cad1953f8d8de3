import type { Instant } from '#shared/model/instant.ts';
import { turnsOf } from '../../domain/outbound/round.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { ClaimedEmail, SendingPause } from '../../ports/outbox-store.ts';
import type { Lane } from '../../ports/stored-outbound.ts';
import type { SendingChoice, SendingProfiles } from '../../ports/sending-profiles.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { withholdMail } from '../campaigns/withhold-mail.ts';
import { pauseSending, resumeSending, trySendingAgain } from './sending-pauses.ts';

export interface RoundNeeds {
  readonly store: Store;
  readonly profiles: SendingProfiles;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export type ReadyProfile = Extract<SendingChoice, { kind: 'ready' }>;

/** A mail in hand, and the server it leaves through. */
export interface MailInHand {
  readonly organizationId: string;
  readonly email: ClaimedEmail;
  readonly profile: ReadyProfile;
  readonly lane: Lane;
  readonly senderId: string;
}

export interface RoundAsked {
  /** Names this process towards others. */
  readonly owner: string;
  readonly leaseMs: number;
  readonly most: number;
  /** The sender whose turn it was last, by lane. */
  readonly servedLast: ReadonlyMap<Lane, string>;
}

export interface Round {
  readonly mails: readonly MailInHand[];
  readonly servedLast: ReadonlyMap<Lane, string>;
}

const lanes: readonly Lane[] = ['person', 'campaign'];

/** A sender without a server that stands ready waits under a pause of its own, which says what is missing. */
export const senderPauseId = (senderId: string): string => `sender:${senderId}`;

interface DueSender {
  readonly lane: Lane;
  readonly id: string;
  readonly profile: ReadyProfile;
}

/** Servers that nobody may be there to test: of the whole installation, of the demonstration. */
const untested: readonly string[] = ['installation', 'sandbox'];
const untestedPauseMs = 30 * 60_000;

/** Such a pause ends by itself where no test ended it before; the first mail that is refused begins it again. */
const triesAgain = ({ profileId, since }: SendingPause, now: Instant): boolean =>
  untested.includes(profileId) && now - since >= untestedPauseMs;

/** Asked for beside each other: where the database is elsewhere, all of it is one wait. */
const lookAround = (needs: RoundNeeds, organizationId: string) =>
  needs.store.read(organizationId, async ({ outbox }) => {
    const dueIn = async (lane: Lane) => (await outbox.dueSenders(lane)).map((sender) => ({ ...sender, lane }));
    const [now, pauses, ...due] = await Promise.all([outbox.now(), outbox.pauses(), ...lanes.map(dueIn)]);
    return { now, pauses, due: due.flat() };
  });

/** Who has something due and may send now. Changes of settings count from here on, without restart (S2). */
const readySenders = async (needs: RoundNeeds, organizationId: string): Promise<DueSender[]> => {
  const { now, pauses, due } = await lookAround(needs, organizationId);
  const over = pauses.filter((pause) => triesAgain(pause, now));
  for (const { profileId } of over) await trySendingAgain(needs)(organizationId, profileId);
  const paused = new Set(pauses.filter((pause) => !over.includes(pause)).map(({ profileId }) => profileId));
  const choices = new Map<string, SendingChoice>();
  const ready: DueSender[] = [];
  for (const { lane, type, id } of due) {
    const known = choices.get(id) ?? (await needs.profiles.choose(organizationId, { type, id }));
    choices.set(id, known);
    if (known.kind === 'notReady') {
      if (!paused.has(senderPauseId(id))) await pauseSending(needs)(organizationId, senderPauseId(id), known.missing);
    } else if (!paused.has(known.id)) ready.push({ lane, id, profile: known });
    if (known.kind === 'ready' && paused.has(senderPauseId(id)))
      await resumeSending(needs)(organizationId, senderPauseId(id), null);
  }
  return ready;
};

/** One transaction's claims: how much room is left, and what each lane may still send in this minute. */
class Claims {
  readonly mails: MailInHand[] = [];
  readonly #tx: StoreWrite;
  readonly #asked: RoundAsked;
  readonly #left: Map<Lane, number>;

  constructor(tx: StoreWrite, asked: RoundAsked, left: ReadonlyMap<Lane, number>) {
    this.#tx = tx;
    this.#asked = asked;
    this.#left = new Map(left);
  }

  get room(): number {
    return this.#asked.most - this.mails.length;
  }

  /** Gives how many there were. */
  async take({ lane, id, profile }: DueSender, wanted: number): Promise<number> {
    const left = this.#left.get(lane) ?? 0;
    const most = Math.min(wanted, this.room, left);
    if (most <= 0) return 0;
    const { owner, leaseMs } = this.#asked;
    if (lane === 'campaign') while (await withholdMail(this.#tx, id, most));
    const claimed = await this.#tx.outbox.claim({ lane, principalId: id, most, owner, leaseMs });
    const { organizationId } = this.#tx;
    this.mails.push(...claimed.map((email) => ({ organizationId, email, profile, lane, senderId: id })));
    this.#left.set(lane, left - claimed.length);
    return claimed.length;
  }
}

/** The next sender's turn first, in each lane. */
const inTurn = (senders: readonly DueSender[], servedLast: ReadonlyMap<Lane, string>): DueSender[] =>
  lanes.flatMap((lane) => {
    const inLane = senders.filter((sender) => sender.lane === lane);
    const byId = new Map(inLane.map((sender) => [sender.id, sender]));
    const turns = turnsOf([...byId.keys()], servedLast.get(lane) ?? null);
    return turns.flatMap((id) => byId.get(id) ?? []);
  });

/** A turn for each sender; then what room is left for those who have more, which takes nothing from anybody. */
const takeTurns = async (
  claims: Claims,
  senders: readonly DueSender[],
  mailsPerTurn: number,
): Promise<Map<Lane, string>> => {
  const servedLast = new Map<Lane, string>();
  const more: DueSender[] = [];
  // Who is alone has the room of the others too.
  const mostPerTurn = senders.length === 1 ? claims.room : mailsPerTurn;
  for (const sender of senders) {
    const taken = await claims.take(sender, mostPerTurn);
    if (taken > 0) servedLast.set(sender.lane, sender.id);
    if (taken === mostPerTurn) more.push(sender);
  }
  for (const [index, sender] of more.entries())
    await claims.take(sender, Math.floor(claims.room / (more.length - index)));
  return servedLast;
};

const sendingEntries = (mails: readonly MailInHand[], at: Instant): JournalEntry[] =>
  mails.map(({ email }) => ({
    kind: 'email.sending',
    subjectId: email.id,
    at,
    actorId: null,
    reason: 'claimed',
    after: { fence: email.fence, recipients: email.recipients.length },
  }));

/**
 * S3, S7: takes mail in hand, so many of each sender, the next sender's turn first; people and campaigns each in a lane
 * of their own, campaigns at their rate. Nothing that is claimed here is claimed by anybody else until its lease ends.
 */
export const claimRound =
  (needs: RoundNeeds) =>
  async (organizationId: string, asked: RoundAsked): Promise<Round> => {
    const senders = await readySenders(needs, organizationId);
    if (senders.length === 0) return { mails: [], servedLast: asked.servedLast };
    return needs.store.transact(organizationId, async (tx) => {
      const { mailsPerTurn, campaignMailsPerMinute } = await tx.organization.settings();
      const campaigns = senders.some(({ lane }) => lane === 'campaign');
      const inMinute = campaigns ? await tx.outbox.leftInBudget('campaign', campaignMailsPerMinute) : 0;
      const left = new Map<Lane, number>([
        ['person', asked.most],
        ['campaign', inMinute],
      ]);
      const claims = new Claims(tx, asked, left);
      const served = await takeTurns(claims, inTurn(senders, asked.servedLast), mailsPerTurn);
      const { mails } = claims;
      const ofCampaigns = mails.filter(({ lane }) => lane === 'campaign').length;
      if (ofCampaigns > 0) await tx.outbox.countInBudget('campaign', ofCampaigns);
      await tx.journal.append(sendingEntries(mails, await tx.outbox.now()));
      return { mails, servedLast: new Map([...asked.servedLast, ...served]) };
    });
  };
