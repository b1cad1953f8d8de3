import { useIsMutating, useMutation } from '@tanstack/react-query';
import type { OutlookHost } from '../office/host.ts';
import type { OpenItem } from '../office/open-item.ts';
import type { PromotionAnswer } from '#shared/contracts/promotions.ts';
import { isTemporary } from '../api/api-error.ts';
import { type Keeping, useKeeping } from '../offline/keeper-context.ts';
import { NoRoom } from '../offline/no-room.ts';
import { useApi } from './api-context.ts';
import { type PromotionChoices, type PromotionRequest, readPromotion, sendPromotion } from './promote-item.ts';
import { useTrackingCache } from './tracking.ts';

const mutationKey = (item: OpenItem | null) => ['promote', item?.key ?? ''] as const;

/** What became of it: the server answered, or it is kept here until the server is reached (P14). */
export type Promoting =
  | { readonly kind: 'answered'; readonly answer: PromotionAnswer; readonly missing: readonly string[] }
  | { readonly kind: 'kept' };

/**
 * Track in CRM, for one item. The answer is written into the state of that message alone, whatever is open by then (P16).
 * What the server could not be given is kept.
 */
export const usePromote = (host: OutlookHost, item: OpenItem) => {
  const { call } = useApi();
  const keeping = useKeeping();
  const cache = useTrackingCache();
  return useMutation({
    mutationKey: mutationKey(item),
    mutationFn: async (choices: PromotionChoices): Promise<Promoting> => {
      const request = await readPromotion(host, item, choices);
      try {
        return { kind: 'answered', answer: await sendPromotion(call, request), missing: request.missing };
      } catch (error) {
        await keepInstead(keeping, { item, request }, error);
        return { kind: 'kept' };
      }
    },
    onSuccess: (done) => (done.kind === 'answered' ? cache.promoted(item.internetMessageId, done.answer) : undefined),
  });
};

const keepInstead = async (
  keeping: Keeping,
  { item, request }: { readonly item: OpenItem; readonly request: PromotionRequest },
  error: unknown,
): Promise<void> => {
  if (!isTemporary(error)) throw error;
  const isKept = await keeping.keep(item, request).catch(() => {
    // Nothing can be kept in this browser: then it was not tracked, for the reason it failed.
    throw error;
  });
  if (!isKept) throw new NoRoom(error);
};

/** Whether this item is being tracked right now, also when the person went away and came back. */
export const useIsPromoting = (item: OpenItem): boolean => useIsMutating({ mutationKey: mutationKey(item) }) > 0;
