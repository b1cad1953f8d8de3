import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Message } from '../../domain/mail/message.ts';
import { addressKeysOf, type RoutingKeys } from '../../domain/routing/keys.ts';
import { sentSubjects, subjectWords } from '../../domain/routing/smart-match.ts';
import { type TokenFound, tokensIn } from '../../domain/tokens/read-tokens.ts';
import { classicFormats } from '../../domain/tokens/token-formats.ts';
import type { Digests } from '../../ports/ids.ts';
import type { LikenessQuestion, ThreadQuestion } from '../../ports/routing-store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';

export interface ThreadNeeds {
  readonly digests: Digests;
  readonly signer: TokenSigner;
}

const dayMs = 86_400_000;
const wordsKeyLength = 32;

const keyOfWords = (digests: Digests, words: readonly string[]): string =>
  digests.sha256(words.join(' ')).slice(0, wordsKeyLength);

/** C4: by what mail with these words in its subject is found; null for a subject without words. */
export const subjectWordsKey = (
  { digests }: Pick<ThreadNeeds, 'digests'>,
  subject: string,
  settings: Pick<OrganizationSettings, 'smartMatch' | 'token' | 'formerTokenFormats'>,
): string | null => {
  const words = subjectWords(subject, settings.smartMatch, classicFormats(settings));
  return words.length === 0 ? null : keyOfWords(digests, words);
};

/** T6: the tokens of a subject that count: classic ones, and signed ones that verify with this organization's key. */
export const genuineTokens = (
  { signer }: Pick<ThreadNeeds, 'signer'>,
  organizationId: string,
  subject: string,
  settings: Pick<OrganizationSettings, 'token' | 'formerTokenFormats'>,
): TokenFound[] =>
  tokensIn(subject, classicFormats(settings)).filter(
    (token) => token.kind === 'classic' || signer.verify(organizationId, 'token', { text: token.id, mac: token.mac }),
  );

const likenessOf = (
  needs: ThreadNeeds,
  message: Message,
  settings: OrganizationSettings,
  ownAddresses: readonly AddressKey[],
): LikenessQuestion | null => {
  const { smartMatch } = settings;
  const subjects = smartMatch.enabled ? sentSubjects(message.subject, smartMatch, classicFormats(settings)) : [];
  if (subjects.length === 0 || message.date === null) return null;
  const window = smartMatch.days * dayMs;
  return {
    subjectWordsKeys: subjects.map((words) => keyOfWords(needs.digests, words)),
    counterpart:
      smartMatch.difference === 0
        ? null
        : (addressKeysOf(message).find((address) => !ownAddresses.includes(address)) ?? null),
    since: (message.date - window) as Instant,
    until: (message.date + window) as Instant,
  };
};

export interface MessageToPlace {
  readonly message: Message;
  readonly settings: OrganizationSettings;
  readonly keys: RoutingKeys;
  /** A5: which mail it is. */
  readonly identity: { readonly sha256: string; readonly messageIdKey: string | null };
  readonly tokens: readonly TokenFound[];
  readonly ownAddresses: readonly AddressKey[];
  readonly readerId: string;
}

/** What to look up to find the conversation of a message. */
export const threadQuestion = (needs: ThreadNeeds, placed: MessageToPlace): ThreadQuestion => ({
  identity: placed.identity.sha256,
  ownMessageIdKey: placed.identity.messageIdKey,
  messageIds: placed.keys.messageIds,
  conversationKey: placed.keys.conversationKey,
  readerId: placed.readerId,
  tokenKeys: [...new Set(placed.tokens.map(({ key }) => key))],
  likeness: likenessOf(needs, placed.message, placed.settings, placed.ownAddresses),
});
