import type { Actor } from '../../domain/actor.ts';
import type { MessageOrigin } from '../../domain/mailbox/message-origin.ts';
import type { PromotionReceipt, PromotionRequest } from '../promotion/promotion-request.ts';
import { oversize } from '../promotion/outcomes.ts';
import { Refusal } from '../refusal.ts';
import { type FinderNeeds, searchWithinMs, withFinder } from './open-finder.ts';

export interface PromoteFoundNeeds extends FinderNeeds {
  readonly promoteMessage: (actor: Actor, request: PromotionRequest) => Promise<PromotionReceipt>;
}

export interface FoundWish extends Pick<PromotionRequest, 'regarding' | 'idempotency'> {
  readonly origin: MessageOrigin;
}

/**
 * P9: tracks one mail of one's own mailbox that was found there. Nothing at its server changes. Refuses as `withFinder` and
 * `promoteMessage`, `not_found` for a mail that was moved or deleted meanwhile, `message_too_large`.
 */
export const promoteFound =
  (needs: PromoteFoundNeeds) =>
  async (actor: Actor, mailboxId: string, { origin, ...wish }: FoundWish): Promise<PromotionReceipt> => {
    const bytes = await withFinder(
      needs,
      { actor, mailboxId, ask: () => Promise.resolve(null) },
      async ({ finder, maxBytes }) => {
        const found = await finder.read(origin, maxBytes, AbortSignal.timeout(searchWithinMs));
        if (found === null)
          throw new Refusal('not_found', 'This mail is not in its folder any more. Search again to find where it is.');
        if (found.bytes === null) throw new Refusal('message_too_large', oversize().sentence);
        return found.bytes;
      },
    );
    const whole = {
      visibility: null,
      withoutAttachments: [],
      quotedText: 'keep',
      onBehalfOf: null,
      // What a search finds are conversations and histories.
      inBatch: true,
    } as const;
    return needs.promoteMessage(actor, { ...whole, ...wish, source: { kind: 'original', bytes } });
  };
