import type { CorrelationMethod } from '#shared/model/activity.ts';
import { headerValue } from '../mail/message.ts';
import type { Message } from '../mail/message.ts';
import { messageIdKey } from '../mail/message-id.ts';
import { sameSubject } from '../mail/subject.ts';
import type { CorrelationFacts, KnownActivity } from './facts.ts';
import { conversationKeyOf, referencedIds, repliedIds } from './keys.ts';
import { isTrustedSender } from './sender-trust.ts';
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
}

/** C1: the order of evidence. C2: ids are only looked up among stored ones, nothing is read out of them. */
export const correlate = (message: Message, facts: CorrelationFacts, trust: SenderTrust): Correlation | null => {
  const asked: Asked = { message, facts, trust };
  return byInReplyTo(asked) ?? byReferences(asked) ?? byConversationIndex(asked);
};

interface Asked {
  readonly message: Message;
  readonly facts: CorrelationFacts;
  readonly trust: SenderTrust;
}

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
    .map((activity) => ({
      activity,
      subjectChanged: !sameSubject(asked.message.subject, activity.subject),
      trusted: isTrustedSender(asked.message, activity.threadParties, asked.trust),
    }))
    .sort((a, b) => Number(b.trusted) - Number(a.trusted) || sign * (sentAt(a) - sentAt(b)) || byId(a, b));
  return best ?? null;
};

const sentAt = ({ activity }: Hit): number => activity.sentAt ?? 0;
const byId = (a: Hit, b: Hit): number => (a.activity.id < b.activity.id ? -1 : 1);
