import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type QueueItem = CallOutput<'listQueueItems'>['items'][number];
export type ItemState = QueueItem['state'];

/** Mail comes by itself: what waits is asked for again so often. */
const askAgainMs = 15_000;

/** Queues by name, as many as a page holds. */
export const useQueues = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['queues', organizationId],
    queryFn: async ({ signal }) => {
      const { items } = await call('listRecords', { params: { type: 'queue' }, query: { limit: 200 }, signal });
      return items.filter(({ active }) => active);
    },
  });
};

/** What is in a queue, oldest first; null: in any state. */
export const useQueueItems = (queueId: string, state: ItemState | null) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    initialPageParam: null as string | null,
    queryKey: ['queue-items', organizationId, queueId, state],
    queryFn: ({ signal, pageParam }) =>
      call('listQueueItems', {
        params: { queueId },
        query: { ...(state === null ? {} : { state }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
    staleTime: 0,
    refetchInterval: askAgainMs,
  });
};

/** In which queues a mail waits. */
export const useQueueItemsOf = (activityId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['queue-items', organizationId, 'of', activityId],
    queryFn: async ({ signal }) => (await call('listActivityQueueItems', { params: { activityId }, signal })).items,
  });
};

/** One step of an item. */
export type ItemStep =
  { readonly kind: 'pick' | 'release' | 'resolve' } | { readonly kind: 'route'; readonly toQueue: string };

const routeOf = { pick: 'pickQueueItem', release: 'releaseQueueItem', resolve: 'resolveQueueItem' } as const;

/** Moves an item; whatever came of it, the lists are asked anew: somebody may have been faster. */
export const useMoveItem = (itemId: string) => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (step: ItemStep): Promise<QueueItem> =>
      step.kind === 'route'
        ? call('routeQueueItem', { params: { itemId }, body: { toQueue: step.toQueue } })
        : call(routeOf[step.kind], { params: { itemId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['queue-items'] }),
  });
};

export const useQueueSettings = (queueId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['queue-settings', organizationId, queueId],
    queryFn: ({ signal }) => call('getQueueSettings', { params: { queueId }, signal }),
  });
};

export const useChangeQueueSettings = (queueId: string) => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'changeQueueSettings'>['body']) =>
      call('changeQueueSettings', { params: { queueId }, body }),
    onSuccess: (settings) => client.setQueryData(['queue-settings', organizationId, queueId], settings),
  });
};
