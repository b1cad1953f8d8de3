import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { TokenFormat } from '#shared/model/tracking-token.ts';
import type { Message } from '../mail/message.ts';
import { messageIdKey } from '../mail/message-id.ts';
import { subjectKey } from '../mail/subject.ts';
import { withoutTokens } from '../tokens/read-tokens.ts';
import type { KnownActivity } from './facts.ts';
import { addressKeysOf } from './keys.ts';

type SmartMatchSettings = OrganizationSettings['smartMatch'];

const dayMs = 86_400_000;

/**
 * C4: the words by which subjects are compared: those of the subject without reply prefixes, the listed further ones
 * and tokens; the first so many, each once, in order.
 */
export const subjectWords = (
  subject: string,
  settings: Pick<SmartMatchSettings, 'prefixes' | 'words'>,
  formats: readonly TokenFormat[],
): string[] => {
  const key = subjectKey(withoutTokens(subject, formats), new Set(settings.prefixes));
  const words = key.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words.slice(0, settings.words))].sort();
};

const differing = (a: readonly string[], b: readonly string[]): number =>
  a.filter((word) => !b.includes(word)).length + b.filter((word) => !a.includes(word)).length;

/** How many addresses of the message stand in the conversation. */
export const sharedAddresses = (addresses: readonly AddressKey[], activity: KnownActivity): number =>
  addresses.filter((address) => activity.threadParties.includes(address)).length;

/**
 * C4: of the mails with likely subjects those whose words differ in at most so many, between at least so many common
 * people, at most so many days apart. A subject without words is like no other.
 */
export const likelyPredecessors = (
  message: Message,
  candidates: readonly KnownActivity[],
  { settings, formats }: { readonly settings: SmartMatchSettings; readonly formats: readonly TokenFormat[] },
): KnownActivity[] => {
  const words = subjectWords(message.subject, settings, formats);
  if (!settings.enabled || words.length === 0 || message.date === null) return [];
  const addresses = addressKeysOf(message);
  const own = messageIdKey(message.messageId);
  const window = settings.days * dayMs;
  return candidates.filter(
    (activity) =>
      (own === null || activity.messageIdKey !== own) &&
      activity.sentAt !== null &&
      Math.abs((message.date ?? 0) - activity.sentAt) <= window &&
      differing(words, subjectWords(activity.subject, settings, formats)) <= settings.difference &&
      sharedAddresses(addresses, activity) >= settings.commonAddresses,
  );
};
