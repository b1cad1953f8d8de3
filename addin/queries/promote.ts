import { useIsMutating, useMutation } from '@tanstack/react-query';
import type { OutlookHost } from '../office/host.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useApi } from './api-context.ts';
import { type PromotionChoices, promoteItem } from './promote-item.ts';
import { useTrackingCache } from './tracking.ts';

const mutationKey = (item: OpenItem | null) => ['promote', item?.key ?? ''] as const;

/** Track in CRM, for one item. */
export const usePromote = (host: OutlookHost, item: OpenItem) => {
  const { call } = useApi();
  const cache = useTrackingCache();
  return useMutation({
    mutationKey: mutationKey(item),
    mutationFn: (choices: PromotionChoices) => promoteItem(call, host, item, choices),
    onSuccess: ({ answer }) => cache.promoted(item.internetMessageId, answer),
  });
};

/** Whether this item is being tracked right now, also when the person went away and came back. */
export const useIsPromoting = (item: OpenItem): boolean => useIsMutating({ mutationKey: mutationKey(item) }) > 0;
