import { addressKey, sameMailbox } from '#shared/model/address.ts';
import type { CorrelationMethod } from '#shared/model/activity.ts';
import { headerValue } from '../mail/message.ts';
import type { MailPerson, Message } from '../mail/message.ts';
import { messageIdKey } from '../mail/message-id.ts';
import { isForward } from '../mail/subject.ts';
import { type CorrelationPolicy, subjectUnchanged } from './correlation-policy.ts';
import type { CorrelationFacts, KnownActivity, TokenHolder } from './facts.ts';
import { addressKeysOf, conversationKeyOf, referencedIds, repliedIds } from './keys.ts';
import { isTrustedSender, noRules } from './sender-trust.ts';
import { likelyPredecessors, sharedAddresses } from './smart-match.ts';
import type { SenderTrust } from './sender-trust.ts';

/** The stored activity that a message follows, and how that is known. */
export interface Correlation {
  readonly method: CorrelationMethod;
  readonly activity: KnownActivity;
  /** The id or header that hit, as the message has it. */
  readonly evidence: string;
  /** C3: the header is evidence enough; the new subject is only told. */
  readonly subjectChanged: boolean;
  /** C8: a stranger's mail is linked and inherits only after a person confirms. */
  readonly trusted: boolean;
  /** T5: a reused token that may mean any of several mails. */
  readonly ambiguous?: true;
}

/** C1: the order of evidence. C2: ids are only looked up among stored ones, nothing is read out of them. */
export const correlate = (
  message: Message,
  facts: CorrelationFacts,
  trust: SenderTrust,
  policy: CorrelationPolicy = headersAlone,
): Correlation | null => {
  const asked: Asked = { message, facts, trust, policy };
  if (policy.skipInternalForwards && isInternalForward(message, trust)) return null;
  return (
    byInReplyTo(asked) ??
    byReferences(asked) ??
    byToken(asked) ??
    byConversationIndex(asked) ??
    bySmartMatch(asked) ??
    byAmbiguousToken(asked)
  );
};

const headersAlone: CorrelationPolicy = {
  formats: [],
  tokens: [],
  skipInternalForwards: false,
  smartMatch: { enabled: false, prefixes: [], words: 20, difference: 0, commonAddresses: 2, days: 90 },
};

interface Asked {
  readonly message: Message;
  readonly facts: CorrelationFacts;
  readonly trust: SenderTrust;
  readonly policy: CorrelationPolicy;
}

/** C5: one of us forwards to colleagues and to nobody else. */
const isInternalForward = (message: Message, { ownAddresses, rules }: SenderTrust): boolean => {
  const ours = ({ address }: MailPerson): boolean => {
    const key = addressKey(address);
    return key !== null && ownAddresses.some((own) => sameMailbox(own, key, rules ?? noRules));
  };
  const receivers = [...message.to, ...message.cc, ...message.bcc];
  return isForward(message.subject) && receivers.length > 0 && [...message.from, ...receivers].every(ours);
};

const byInReplyTo = (asked: Asked): Correlation | null => byIds(repliedIds(asked.message), 'inReplyTo', asked);

const byReferences = (asked: Asked): Correlation | null => byIds(referencedIds(asked.message), 'references', asked);

/** The first id that any stored activity has; ids are in the order of preference. */
const byIds = (ids: readonly string[], method: CorrelationMethod, asked: Asked): Correlation | null => {
  const own = messageIdKey(asked.message.messageId);
  for (const id of ids) {
    if (id === own) continue;
    const found = asked.facts.byMessageId.filter((activity) => activity.messageIdKey === id);
    // Of activities that reuse one id the first sent is the real one: whoever copies an id comes later.
    const hit = preferred(found, 'oldest', asked);
    if (hit !== null) return { ...hit, method, evidence: `<${id}>` };
  }
  return null;
};

/**
 * T4: the newest token that stands for a mail. T5: one that stands for several means the newest of those whose
 * conversation shares a person with the message besides ourselves; when none does it is ambiguous and means none.
 */
const byToken = (asked: Asked): Correlation | null => {
  for (const { key, text } of asked.policy.tokens) {
    const holders = holdersOf(key, asked);
    const meant = holders.length > 1 ? holders.filter(({ activity }) => sharesPerson(activity, asked)) : holders;
    const [newest] = [...meant].sort((a, b) => b.sentAt - a.sentAt);
    if (newest !== undefined) return { ...hitOf(newest.activity, asked), method: 'token', evidence: text };
  }
  return null;
};

const holdersOf = (key: string, { message, facts }: Asked): TokenHolder[] => {
  const own = messageIdKey(message.messageId);
  return facts.byToken.filter((holder) => holder.key === key && (own === null || holder.activity.messageIdKey !== own));
};

const sharesPerson = (activity: KnownActivity, { message, trust }: Asked): boolean => {
  const rules = trust.rules ?? noRules;
  const others = addressKeysOf(message).filter(
    (key) => !trust.ownAddresses.some((own) => sameMailbox(own, key, rules)),
  );
  const people = others.length === 0 ? addressKeysOf(message) : others;
  return people.some((key) => activity.threadParties.some((party) => sameMailbox(party, key, rules)));
};

/** T5: a token that stands for several mails, none of which shares a person with the message: proposed, never linked. */
const byAmbiguousToken = (asked: Asked): Correlation | null => {
  for (const { key, text } of asked.policy.tokens) {
    const [newest] = [...holdersOf(key, asked)].sort((x, y) => y.sentAt - x.sentAt);
    if (newest !== undefined)
      return { ...hitOf(newest.activity, asked), method: 'token', evidence: text, trusted: false, ambiguous: true };
  }
  return null;
};

const bySmartMatch = (asked: Asked): Correlation | null => {
  const { message, facts, policy } = asked;
  const { activities, quoted } = likelyPredecessors(message, facts.bySubject, {
    settings: policy.smartMatch,
    formats: policy.formats,
  });
  const hit = preferred(activities, 'newest', asked);
  if (hit === null) return null;
  const common = sharedAddresses(addressKeysOf(message), hit.activity);
  const quoting = quoted ? ', quoting it' : '';
  return { ...hit, method: 'smartMatch', evidence: `a like subject, ${common} common addresses${quoting}` };
};

const byConversationIndex = (asked: Asked): Correlation | null => {
  const key = conversationKeyOf(asked.message);
  if (key === null) return null;
  const own = messageIdKey(asked.message.messageId);
  const found = asked.facts.byConversation.filter(
    (activity) => activity.conversationKey === key && (own === null || activity.messageIdKey !== own),
  );
  const hit = preferred(found, 'newest', asked);
  const evidence = `Thread-Index: ${(headerValue(asked.message, 'thread-index') ?? '').slice(0, 100)}`;
  return hit === null ? null : { ...hit, method: 'conversationIndex', evidence };
};

type Hit = Pick<Correlation, 'activity' | 'subjectChanged' | 'trusted'>;

/** Among several the one whose thread the sender belongs to, then by age. */
const preferred = (found: readonly KnownActivity[], order: 'oldest' | 'newest', asked: Asked): Hit | null => {
  const sign = order === 'oldest' ? 1 : -1;
  const [best] = found
    .map((activity) => hitOf(activity, asked))
    .sort((a, b) => Number(b.trusted) - Number(a.trusted) || sign * (sentAt(a) - sentAt(b)) || byId(a, b));
  return best ?? null;
};

const hitOf = (activity: KnownActivity, { message, trust, policy }: Asked): Hit => ({
  activity,
  subjectChanged: !subjectUnchanged(message.subject, activity.subject, policy),
  trusted: isTrustedSender(message, activity.threadParties, trust),
});

const sentAt = ({ activity }: Hit): number => activity.sentAt ?? 0;
const byId = (a: Hit, b: Hit): number => (a.activity.id < b.activity.id ? -1 : 1);
