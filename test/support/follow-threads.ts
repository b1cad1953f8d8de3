import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import { createTokenSigner } from '../../server/adapters/crypto/hmac-token-signer.ts';
import { openStore } from '../../server/adapters/store/store.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import type { Message } from '../../server/domain/mail/message.ts';
import { correlate } from '../../server/domain/routing/correlate.ts';
import { correlationPolicy } from '../../server/domain/routing/correlation-policy.ts';
import { addressKeysOf, routingKeys } from '../../server/domain/routing/keys.ts';
import { identityOf } from '../../server/usecases/promotion/mail-identity.ts';
import { subjectWordsKey, threadQuestion } from '../../server/usecases/promotion/thread-question.ts';
import type { Instant } from '#shared/model/instant.ts';

const organizationId = 'archive';
const readerId = 'reader';
const needs = { digests: sha256Digests, signer: createTokenSigner(() => new Uint8Array(32)) };

/** What a message was found to follow, and the first mail of the conversation it was added to. */
export interface Followed {
  readonly id: string;
  readonly threadId: string;
  /** It quotes what it follows. */
  readonly quotes: boolean;
}

/** Asks the real store and decision what each message follows, and stores it; all authors are trusted. Null: none. */
export const openFollower = async (settings: OrganizationSettings) => {
  const at = 0 as Instant;
  const store = await openStore({ engine: 'sqlite', path: ':memory:', contentDirectory: null }, at);
  await store.system.organizations.add({
    id: organizationId,
    name: organizationId,
    demonstration: false,
    settings,
    at,
  });
  const threads = new Map<string, string>();
  const follow = (id: string, message: Message): Promise<Followed | null> =>
    store.transact(organizationId, async (tx) => {
      const identity = identityOf(message, new TextEncoder().encode(id), sha256Digests);
      const keys = routingKeys(message, settings);
      const question = { message, settings, keys, identity, tokens: [], ownAddresses: [], readerId };
      const facts = await tx.routing.threads(threadQuestion(needs, question));
      const trust = { ownAddresses: addressKeysOf(message), authenticationServers: [] };
      const found = correlate(message, facts, trust, correlationPolicy(settings, []));
      const followed = found?.activity.id ?? null;
      const threadId = (followed === null ? undefined : threads.get(followed)) ?? id;
      threads.set(id, threadId);
      await tx.activities.add(
        {
          id,
          identity: identity.sha256,
          direction: 'incoming',
          status: 'received',
          subject: message.subject,
          sentAt: message.date,
          receivedAt: message.date,
          messageId: message.messageId,
          messageIdKey: identity.messageIdKey,
          conversationKey: null,
          threadId,
          correlation: null,
          ownerId: null,
          parties: [...message.from, ...message.to, ...message.cc].map(({ address }, index) => ({
            role: index === 0 ? 'from' : 'to',
            address,
            resolution: { kind: 'unresolved' },
          })),
          flags: [],
          subjectChanged: false,
          subjectWordsKey: subjectWordsKey(needs, message.subject, settings),
          content: {
            source: 'original',
            bytes: new Uint8Array(),
            sha256: sha256Digests.sha256(id),
            text: message.text,
            html: null,
            attachments: [],
          },
        },
        at,
      );
      return followed === null
        ? null
        : { id: followed, threadId, quotes: found?.evidence.endsWith('quoting it') === true };
    });
  return { follow, close: () => store.close() };
};
