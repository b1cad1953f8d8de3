import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { useApi } from './api-context.ts';

export type MarketingList = CallOutput<'listMarketingLists'>['items'][number];

export const useMarketingLists = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['marketing-lists', organizationId],
    queryFn: async ({ signal }) => (await call('listMarketingLists', { query: { limit: 200 }, signal })).items,
  });
};

export const useMarketingListMembers = (listId: string) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    queryKey: ['marketing-list-members', organizationId, listId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call('listMarketingListMembers', {
        params: { listId },
        query: pageParam === null ? {} : { cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
};

/** Begins, deletes, and changes who is in a list. */
export const useWriteMarketingLists = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ['marketing-lists', organizationId] });
  const create = useMutation({
    mutationFn: (name: string) => call('createMarketingList', { body: { name } }),
    onSuccess: renew,
  });
  const remove = useMutation({
    mutationFn: (listId: string) => call('deleteMarketingList', { params: { listId } }),
    onSuccess: renew,
  });
  const change = useMutation({
    mutationFn: ({ listId, ...body }: { listId: string; add?: RecordRef[]; remove?: RecordRef[] }) =>
      call('changeMarketingListMembers', { params: { listId }, body }),
    onSuccess: async (_list, { listId }) => {
      await client.invalidateQueries({ queryKey: ['marketing-list-members', organizationId, listId] });
      await renew();
    },
  });
  return { create, remove, change };
};
