import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { TokenFormat } from '#shared/model/tracking-token.ts';
import type { Message } from '../mail/message.ts';
import { quotesMail } from '../mail/quotes-mail.ts';
import { messageIdKey } from '../mail/message-id.ts';
import { isReplySubject, subjectKey } from '../mail/subject.ts';
import { withoutTokens } from '../tokens/read-tokens.ts';
import type { KnownActivity } from './facts.ts';
import { addressKeysOf } from './keys.ts';

type SmartMatchSettings = OrganizationSettings['smartMatch'];

const dayMs = 86_400_000;
/** What a mailing list puts before a subject; some programs put their `Re:` behind it. */
const listTag = /^\[[^\]]{1,40}\] ?/;

/**
 * C4: the words by which subjects are compared: those of the subject without reply prefixes, the listed further ones
 * and tokens; the first so many, each once, in order.
 */
export const subjectWords = (
  subject: string,
  settings: Pick<SmartMatchSettings, 'prefixes' | 'words'>,
  formats: readonly TokenFormat[],
): string[] => {
  const further = new Set(settings.prefixes);
  const key = subjectKey(withoutTokens(subject, formats), further);
  const tagged = subjectKey(key.replace(listTag, ''), further);
  const words = (tagged === '' ? key : tagged).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words.slice(0, settings.words))].sort();
};

/** `Re: Offer`, and as a list writes it `[list] Re: Offer`. */
export const isAnswer = (subject: string): boolean =>
  isReplySubject(subject) || isReplySubject(subject.trim().replace(listTag, ''));

const differing = (a: readonly string[], b: readonly string[]): number =>
  a.filter((word) => !b.includes(word)).length + b.filter((word) => !a.includes(word)).length;

/** How many addresses of the message stand in the conversation. */
export const sharedAddresses = (addresses: readonly AddressKey[], activity: KnownActivity): number =>
  addresses.filter((address) => activity.threadParties.includes(address)).length;

/**
 * C4: what a mail may follow, of the mails with likely subjects: those whose words differ in at most so many, at most so
 * many days apart, that it quotes, or answers (by its subject) between at least so many common people. Alike subject and
 * people alone are not enough: the same people write under one subject every week. A subject without words is like none.
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
  const near = candidates.filter(
    (activity) =>
      (own === null || activity.messageIdKey !== own) &&
      activity.sentAt !== null &&
      Math.abs((message.date ?? 0) - activity.sentAt) <= window &&
      differing(words, subjectWords(activity.subject, settings, formats)) <= settings.difference,
  );
  const quoted = near.filter(({ text }) => text !== undefined && quotesMail(message.text, text));
  if (quoted.length > 0) return quoted;
  return isAnswer(message.subject)
    ? near.filter((activity) => sharedAddresses(addresses, activity) >= settings.commonAddresses)
    : [];
};
