import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import { turnsOf } from '../../domain/outbound/round.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ClaimedEmail, Lane } from '../../ports/outbox-store.ts';
import type { SendingChoice, SendingProfiles } from '../../ports/sending-profiles.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { pauseSending, resumeSending } from './sending-pauses.ts';

export interface RoundNeeds {
  readonly store: Store;
  readonly profiles: SendingProfiles;
  readonly clock: Clock;
  readonly log: Log;
}

export type ReadyProfile = Extract<SendingChoice, { kind: 'ready' }>;

/** A mail in hand, and the server it leaves through. */
export interface MailInHand {
  readonly organizationId: string;
  readonly email: ClaimedEmail;
  readonly profile: ReadyProfile;
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

/** The server of the whole installation has no test that a person of an organization could press. */
const untested: readonly string[] = ['installation', 'sandbox'];
const untestedPauseMs = 30 * 60_000;

/** A pause of a server that nobody here can test ends by itself; the first mail that is refused begins it again. */
const tryUntestedAgain = async (needs: RoundNeeds, organizationId: string): Promise<void> => {
  const { now, pauses } = await needs.store.read(organizationId, async (read) => ({
    now: await read.outbox.now(),
    pauses: await read.outbox.pauses(),
  }));
  for (const { profileId, since } of pauses)
    if (untested.includes(profileId) && now - since >= untestedPauseMs)
      await resumeSending(needs)(organizationId, profileId, null);
};

/** Who has something due and may send now. Changes of settings count from here on, without restart (S2). */
const readySenders = async (needs: RoundNeeds, organizationId: string): Promise<DueSender[]> => {
  await tryUntestedAgain(needs, organizationId);
  const { due, paused } = await needs.store.read(organizationId, async (read) => ({
    due: [
      ...(await read.outbox.dueSenders('person')).map((sender) => ({ ...sender, lane: 'person' as const })),
      ...(await read.outbox.dueSenders('campaign')).map((sender) => ({ ...sender, lane: 'campaign' as const })),
    ],
    paused: new Set((await read.outbox.pauses()).map(({ profileId }) => profileId)),
  }));
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

const claimLane = async (
  tx: StoreWrite,
  asked: RoundAsked & { readonly lane: Lane; readonly senders: readonly DueSender[] },
  settings: OrganizationSettings,
): Promise<{ readonly mails: MailInHand[]; readonly servedLast: string | null }> => {
  const mails: MailInHand[] = [];
  let servedLast: string | null = null;
  const { lane, owner, leaseMs } = asked;
  const turns = turnsOf(
    asked.senders.map(({ id }) => id),
    asked.servedLast.get(lane) ?? null,
  );
  for (const id of turns) {
    const profile = asked.senders.find((sender) => sender.id === id)?.profile;
    const room = Math.min(settings.mailsPerTurn, asked.most - mails.length);
    if (profile === undefined || room <= 0) break;
    const most =
      lane === 'campaign' ? await tx.outbox.takeFromBudget(lane, room, settings.campaignMailsPerMinute) : room;
    if (most === 0) break;
    const claimed = await tx.outbox.claim({ lane, principalId: id, most, owner, leaseMs });
    mails.push(...claimed.map((email) => ({ organizationId: tx.organizationId, email, profile })));
    servedLast = id;
  }
  return { mails, servedLast };
};

/**
 * S3, S7: takes mail in hand, so many of each sender, the next sender's turn first; people and campaigns each in a lane
 * of their own. Nothing that is claimed here is claimed by anybody else until its lease ends.
 */
export const claimRound =
  (needs: RoundNeeds) =>
  async (organizationId: string, asked: RoundAsked): Promise<Round> => {
    const senders = await readySenders(needs, organizationId);
    if (senders.length === 0) return { mails: [], servedLast: asked.servedLast };
    return needs.store.transact(organizationId, async (tx) => {
      const settings = await tx.organization.settings();
      const mails: MailInHand[] = [];
      const servedLast = new Map(asked.servedLast);
      for (const lane of lanes) {
        const inLane = senders.filter((sender) => sender.lane === lane);
        const claimed = await claimLane(
          tx,
          { ...asked, lane, senders: inLane, most: asked.most - mails.length },
          settings,
        );
        mails.push(...claimed.mails);
        if (claimed.servedLast !== null) servedLast.set(lane, claimed.servedLast);
      }
      const at = await tx.outbox.now();
      await tx.journal.append(
        mails.map(({ email }) => ({
          kind: 'email.sending' as const,
          subjectId: email.id,
          at,
          actorId: null,
          reason: 'claimed',
          after: { fence: email.fence, recipients: email.recipients.length },
        })),
      );
      return { mails, servedLast };
    });
  };
