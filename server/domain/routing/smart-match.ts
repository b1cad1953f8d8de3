import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { TokenFormat } from '#shared/model/tracking-token.ts';
import type { Message } from '../mail/message.ts';
import { quotedBy, quotesIn } from '../mail/quotes-mail.ts';
import { messageIdKey } from '../mail/message-id.ts';
import { formerSubject, isReplySubject, subjectKey } from '../mail/subject.ts';
import { withoutTokens } from '../tokens/read-tokens.ts';
import type { KnownActivity } from './facts.ts';
import { addressKeysOf } from './keys.ts';

type SmartMatchSettings = OrganizationSettings['smartMatch'];

const dayMs = 86_400_000;
/** What a mailing list puts before a subject; some programs put their `Re:` behind it. */
const listTag = /^\[[^\]]{1,40}\] ?/;

/** Words of a subject by which others are found and compared. */
type WordSettings = Pick<SmartMatchSettings, 'prefixes' | 'words'>;

const wordsOf = (subject: string, settings: WordSettings): string[] => {
  const further = new Set(settings.prefixes);
  const key = subjectKey(subject, further);
  const tagged = subjectKey(key.replace(listTag, ''), further);
  const words = (tagged === '' ? key : tagged).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words.slice(0, settings.words))].sort();
};

/**
 * C4: the words by which subjects are compared: those of the subject without reply prefixes, the listed further ones,
 * tokens and what it says it was before; the first so many, each once, in order.
 */
export const subjectWords = (subject: string, settings: WordSettings, formats: readonly TokenFormat[]): string[] => {
  const text = withoutTokens(subject, formats);
  return wordsOf(formerSubject(text)?.now ?? text, settings);
};

/** C4: the words of the subject, and of the one that its writer says it was before; none is empty. */
export const sentSubjects = (
  subject: string,
  settings: WordSettings,
  formats: readonly TokenFormat[],
): readonly (readonly string[])[] => {
  const former = formerSubject(withoutTokens(subject, formats))?.former;
  const all = [subjectWords(subject, settings, formats)];
  if (former !== undefined) all.push(subjectWords(former, settings, formats));
  return all.filter((words) => words.length > 0);
};

/** `Re: Offer`, as a list writes it `[list] Re: Offer`, and `Price (was: Offer)`. */
export const isAnswer = (subject: string): boolean =>
  isReplySubject(subject) || isReplySubject(subject.trim().replace(listTag, '')) || formerSubject(subject) !== null;

const differing = (a: readonly string[], b: readonly string[]): number =>
  a.filter((word) => !b.includes(word)).length + b.filter((word) => !a.includes(word)).length;

/** How many addresses of the message stand in the conversation. */
export const sharedAddresses = (addresses: readonly AddressKey[], activity: KnownActivity): number =>
  addresses.filter((address) => activity.threadParties.includes(address)).length;

/** Of several that are quoted those of which most is: the mail that is answered, and not another with the same greeting. */
const quotedMost = (text: string, candidates: readonly KnownActivity[]): KnownActivity[] => {
  const quotes = quotesIn(text);
  const counts = new Map(candidates.map((one) => [one, one.text === undefined ? 0 : quotedBy(quotes, one.text)]));
  const most = Math.max(0, ...counts.values());
  return most === 0 ? [] : candidates.filter((one) => counts.get(one) === most);
};

/** What a mail may follow, and whether it quotes them. */
interface Likely {
  readonly activities: readonly KnownActivity[];
  readonly quoted: boolean;
}

const none: Likely = { activities: [], quoted: false };

/**
 * C4: what a mail may follow, of the mails with likely subjects: those whose words differ in at most so many, at most so
 * many days apart, that it quotes, or answers (by its subject) between at least so many common people. Alike subject and
 * people alone are not enough: the same people write under one subject every week. A subject without words is like none.
 */
export const likelyPredecessors = (
  message: Message,
  candidates: readonly KnownActivity[],
  { settings, formats }: { readonly settings: SmartMatchSettings; readonly formats: readonly TokenFormat[] },
): Likely => {
  const subjects = sentSubjects(message.subject, settings, formats);
  if (!settings.enabled || subjects.length === 0 || message.date === null) return none;
  const addresses = addressKeysOf(message);
  const own = messageIdKey(message.messageId);
  const window = settings.days * dayMs;
  const isLike = ({ subject }: KnownActivity): boolean => {
    const stored = subjectWords(subject, settings, formats);
    return subjects.some((words) => differing(words, stored) <= settings.difference);
  };
  const near = candidates.filter(
    (activity) =>
      (own === null || activity.messageIdKey !== own) &&
      activity.sentAt !== null &&
      Math.abs((message.date ?? 0) - activity.sentAt) <= window &&
      isLike(activity),
  );
  const quoted = quotedMost(message.text, near);
  if (quoted.length > 0) return { activities: quoted, quoted: true };
  if (!isAnswer(message.subject)) return none;
  const activities = near.filter((activity) => sharedAddresses(addresses, activity) >= settings.commonAddresses);
  return { activities, quoted: false };
};
