import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { ActivityFlag, ActivityParty } from '#shared/model/activity.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import { directionOf } from '../../domain/activity/direction.ts';
import { chooseOwner } from '../../domain/activity/owner.ts';
import { explainPromotion } from '../../domain/activity/why.ts';
import type { Message } from '../../domain/mail/message.ts';
import { type Correlation, correlate } from '../../domain/routing/correlate.ts';
import { correlationPolicy } from '../../domain/routing/correlation-policy.ts';
import type { MatchingFacts } from '../../domain/routing/facts.ts';
import { inheritRegarding } from '../../domain/routing/inherit-regarding.ts';
import { conversationKeyOf } from '../../domain/routing/keys.ts';
import { matchParties } from '../../domain/routing/match-parties.ts';
import type { TokenFound } from '../../domain/tokens/read-tokens.ts';
import type { ThreadFacts } from '../../ports/routing-store.ts';
import type { RegardingWish, TrackingWay } from './promotion-request.ts';

/** Everything the decision rests on. */
export interface PromotionFacts {
  readonly message: Message;
  readonly settings: OrganizationSettings;
  readonly matching: MatchingFacts;
  readonly threads: ThreadFacts;
  /** Those of the subject that count. */
  readonly tokens: readonly TokenFound[];
  readonly ownAddresses: readonly AddressKey[];
  readonly principal: { readonly id: string; readonly name: string };
  readonly actor: { readonly id: string; readonly name: string };
  readonly way: TrackingWay;
  readonly wish: RegardingWish;
  readonly leftOut: { readonly attachments: boolean; readonly quotedText: boolean };
  /** P7: asked for before it was sent. */
  readonly onSend?: boolean;
}

/** The decision, before ids are given. */
export interface PromotionPlan {
  readonly parties: readonly ActivityParty[];
  readonly direction: 'incoming' | 'outgoing';
  readonly correlation: Correlation | null;
  /** C8: what a stranger's mail seems to follow; linked once a person confirms. */
  readonly proposed: Correlation | null;
  readonly conversationKey: string | null;
  readonly regarding: readonly RecordRef[];
  readonly offered: readonly NamedRecordRef[];
  readonly flags: readonly ActivityFlag[];
  readonly ownerId: string;
  readonly why: string;
}

const usersAndQueues = ({ owners }: MatchingFacts): AddressKey[] =>
  owners.filter(({ record }) => record.type === 'user' || record.type === 'queue').map(({ addressKey }) => addressKey);

const flagsOf = (facts: PromotionFacts, correlation: Correlation | null, offered: readonly NamedRecordRef[]) => {
  const flags: ActivityFlag[] = [];
  if (facts.threads.messageIdTaken) flags.push('messageIdReused');
  if (facts.message.recipientsTruncated) flags.push('recipientsTruncated');
  if (correlation?.trusted === false && correlation.activity.visible)
    flags.push(correlation.method === 'token' ? 'tokenUnconfirmed' : 'correlationUnconfirmed');
  if (offered.length > 0) flags.push('regardingOffered');
  if (facts.leftOut.attachments) flags.push('attachmentsLeftOut');
  if (facts.leftOut.quotedText) flags.push('quotedTextRemoved');
  return flags;
};

const senderOwner = ({ matching, message }: PromotionFacts, parties: readonly ActivityParty[]): string | null => {
  const from = parties.find((party) => party.role === 'from');
  if (from?.resolution.kind !== 'resolved' || message.from.length === 0) return null;
  const { id } = from.resolution.record;
  return matching.owners.find(({ record }) => record.id === id)?.ownerId ?? null;
};

/** A5: a message that reuses another's id inherits nothing from anybody. */
const inherited = (facts: PromotionFacts, correlation: Correlation | null) =>
  facts.wish.kind !== 'inherit' || facts.threads.messageIdTaken
    ? { regarding: [], offered: [] }
    : inheritRegarding(correlation, facts.message, { offeredAfterDays: facts.settings.regardingOfferedAfterDays });

const regardingSays = (wish: RegardingWish, found: { regarding: readonly unknown[]; offered: readonly unknown[] }) => {
  if (wish.kind === 'chosen') return 'chosen';
  if (found.regarding.length > 0) return 'inherited';
  return found.offered.length > 0 ? 'offered' : 'none';
};

/** C1, C8: the conversation a message belongs to; users and queues of ours belong to every one. */
export const correlationOf = ({
  message,
  settings,
  matching,
  threads,
  tokens,
  ownAddresses,
}: Pick<
  PromotionFacts,
  'message' | 'settings' | 'matching' | 'threads' | 'tokens' | 'ownAddresses'
>): Correlation | null => {
  const trust = {
    ownAddresses: [...ownAddresses, ...usersAndQueues(matching)],
    authenticationServers: settings.authenticationServers,
    rules: settings,
  };
  return correlate(message, threads, trust, correlationPolicy(settings, tokens));
};

/** Facts to decision: who the parties are, which conversation, what it regards, and the sentence that says why. Pure. */
export const planPromotion = (facts: PromotionFacts): PromotionPlan => {
  const { message, settings, principal, actor, wish } = facts;
  const parties = matchParties(message, facts.matching, { ...settings, mailboxOwner: principal.id });
  const correlation = correlationOf(facts);
  const direction = directionOf(message, facts.ownAddresses, settings);
  const found = inherited(facts, correlation);
  return {
    parties,
    direction,
    correlation,
    proposed: correlation?.trusted === false ? correlation : null,
    conversationKey: conversationKeyOf(message),
    regarding: wish.kind === 'chosen' ? wish.records : found.regarding,
    offered: found.offered,
    flags: flagsOf(facts, correlation, found.offered),
    ownerId: chooseOwner({
      direction,
      parties,
      correlatedOwnerId: correlation?.trusted === true ? correlation.activity.ownerId : null,
      senderOwnerId: senderOwner(facts, parties),
      promoterId: principal.id,
    }),
    why: explainPromotion({
      because: facts.way.kind === 'byHand' ? null : facts.way.because,
      promoter: principal.name,
      onSend: facts.onSend === true,
      actor: actor.id === principal.id ? null : actor.name,
      direction,
      from: message.from[0]?.address ?? '?',
      correlation: correlation?.activity.visible === true ? correlation : null,
      regarding: regardingSays(wish, found),
      parties,
    }),
  };
};
