import {
  type QueryClient,
  queryOptions,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { PromotionAnswer, Tracking } from '#shared/contracts/promotions.ts';
import type { Activity, Visibility } from '#shared/model/activity.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { type Api, useApi } from './api-context.ts';

const trackingKey = (organizationId: string, messageId: string) => ['tracking', organizationId, messageId] as const;
const pendingPollMs = 2_000;

/** An answer this young was asked for by whoever is about to show it. */
const freshMs = 1_000;

/** P1: the state of a message by its Internet Message-ID, as the server tells it; idle while there is no id. */
export const trackingQuery = (
  { call, organizationId }: Pick<Api, 'call' | 'organizationId'>,
  messageId: string | null,
) =>
  queryOptions({
    queryKey: trackingKey(organizationId, messageId ?? ''),
    queryFn:
      messageId === null
        ? skipToken
        : ({ signal }) => call('getTracking', { params: { internetMessageId: messageId }, signal }),
    staleTime: freshMs,
  });

export const useTracking = (messageId: string | null) =>
  useQuery({
    ...trackingQuery(useApi(), messageId),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? pendingPollMs : false),
  });

/** What an answer of POST /promotions means for the state of its message. */
export const trackingOf = (answer: PromotionAnswer): Tracking => ({
  state: answer.held ? 'failed' : answer.activity ? 'tracked' : 'pending',
  regarding: answer.activity?.regarding ?? [],
  offeredRegarding: answer.activity?.offeredRegarding ?? [],
  trackedBy: answer.trackedBy,
  why: answer.activity?.why ?? answer.outcome.sentence,
  ...(answer.promotion ? { promotionId: answer.promotion.id } : {}),
  ...(answer.activity ? { activity: answer.activity, activityId: answer.activity.id } : {}),
  ...(answer.held ? { holdId: answer.held.id } : {}),
});

/** Writes what an action answered into the state of its own message, and has everything that shows it asked again. */
export const useTrackingCache = () => {
  const { organizationId } = useApi();
  const client = useQueryClient();
  return {
    promoted: (messageId: string | null, answer: PromotionAnswer) =>
      showPromoted(client, { organizationId, messageId }, answer),
    changed: (messageId: string | null, activity: Activity) => {
      if (messageId !== null) {
        client.setQueryData<Tracking>(trackingKey(organizationId, messageId), (known) =>
          known
            ? {
                ...known,
                activity,
                regarding: activity.regarding,
                offeredRegarding: activity.offeredRegarding,
                why: activity.why,
              }
            : known,
        );
      }
      return refreshAround(client);
    },
    asked: async (messageId: string | null) => {
      if (messageId !== null) await client.invalidateQueries({ queryKey: trackingKey(organizationId, messageId) });
      await refreshAround(client);
    },
  };
};

/** Writes the answer to a promotion into the state of its message in its organization. */
export const showPromoted = (
  client: QueryClient,
  { organizationId, messageId }: { readonly organizationId: string; readonly messageId: string | null },
  answer: PromotionAnswer,
): Promise<void> => {
  if (messageId !== null) client.setQueryData(trackingKey(organizationId, messageId), trackingOf(answer));
  return refreshAround(client);
};

const refreshAround = async (client: QueryClient): Promise<void> => {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['record-card'] }),
    client.invalidateQueries({ queryKey: ['activities'] }),
    client.invalidateQueries({ queryKey: ['regarding-suggestions'] }),
  ]);
};

export interface Untracking {
  readonly messageId: string | null;
  readonly promotionId: string;
  readonly activity: 'keep' | 'delete';
}

/** Withdraws one's own promotion. */
export const useUntrack = () => {
  const { call } = useApi();
  const cache = useTrackingCache();
  return useMutation({
    mutationFn: ({ promotionId, activity }: Untracking) =>
      call('untrack', { params: { promotionId }, query: { activity } }),
    onSettled: (_answer, _error, { messageId }) => cache.asked(messageId),
  });
};

/** Takes an untrack back (30 days). */
export const useRestorePromotion = () => {
  const { call } = useApi();
  const cache = useTrackingCache();
  return useMutation({
    mutationFn: ({ promotionId }: { promotionId: string; messageId: string | null }) =>
      call('restorePromotion', { params: { promotionId } }),
    onSettled: (_answer, _error, { messageId }) => cache.asked(messageId),
  });
};

export interface RegardingChange {
  readonly messageId: string | null;
  readonly activityId: string;
  readonly regarding: readonly RecordRef[];
  readonly scope: 'message' | 'later' | 'thread';
}

/** Sets what an activity regards, for it alone or for its conversation (C7). */
export const useSetRegarding = () => {
  const { call } = useApi();
  const cache = useTrackingCache();
  return useMutation({
    mutationFn: ({ activityId, regarding, scope }: RegardingChange) =>
      call('setRegarding', {
        params: { activityId },
        body: { regarding: regarding.map(({ type, id }) => ({ type, id })), scope },
      }),
    onSuccess: (activity, { messageId }) => cache.changed(messageId, activity),
  });
};

/** Changes who sees what one has tracked. */
export const useChangeVisibility = () => {
  const { call } = useApi();
  const cache = useTrackingCache();
  return useMutation({
    mutationFn: ({
      promotionId,
      visibility,
    }: {
      promotionId: string;
      visibility: Visibility;
      messageId: string | null;
    }) => call('changePromotion', { params: { promotionId }, body: { visibility } }),
    onSuccess: (activity, { messageId }) => cache.changed(messageId, activity),
  });
};
