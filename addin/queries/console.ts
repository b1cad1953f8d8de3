import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput } from '#shared/contracts/api.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { useApi } from './api-context.ts';

const firstPage = { initialPageParam: null as string | null };
const next = ({ nextCursor }: { nextCursor: string | null }) => nextCursor;
const at = (cursor: string | null) => (cursor === null ? {} : { cursor });

/** Records of a type by name, page after page. */
export const useRecordList = (type: string, q: string) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    ...firstPage,
    queryKey: ['records', organizationId, type, q],
    queryFn: ({ signal, pageParam }) =>
      call('listRecords', { params: { type }, query: { ...(q === '' ? {} : { q }), ...at(pageParam) }, signal }),
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
};

/** Activities, newest first: of a record's timeline, or all that fit the words. */
export const useTimeline = ({ party, q }: { readonly party?: RecordRef; readonly q?: string }) => {
  const { call, organizationId } = useApi();
  const asked = {
    ...(party === undefined ? {} : { party: `${party.type}:${party.id}` }),
    ...(q === undefined || q === '' ? {} : { q }),
  };
  return useInfiniteQuery({
    ...firstPage,
    queryKey: ['activities', organizationId, asked],
    queryFn: ({ signal, pageParam }) => call('listActivities', { query: { ...asked, ...at(pageParam) }, signal }),
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
};

export const useActivity = (activityId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['activity', organizationId, activityId],
    queryFn: ({ signal }) => call('getActivity', { params: { activityId }, signal }),
  });
};

export const useRecordTypes = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['record-types', organizationId],
    queryFn: async ({ signal }) => (await call('listRecordTypes', { signal })).items,
    staleTime: 60_000,
  });
};

export const useUnresolvedAddresses = (q: string, days: number | null) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    ...firstPage,
    queryKey: ['unresolved', organizationId, q, days],
    queryFn: ({ signal, pageParam }) =>
      call('listUnresolvedAddresses', {
        query: { ...(q === '' ? {} : { q }), ...(days === null ? {} : { days }), ...at(pageParam) },
        signal,
      }),
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
};

const useRefreshAll = () => {
  const client = useQueryClient();
  return () => client.invalidateQueries();
};

/** R6: preview or apply; what is applied can be undone by its id. */
export const useResolveEverywhere = () => {
  const { call } = useApi();
  return useMutation({
    mutationFn: (body: CallInput<'resolveEverywhere'>['body']) => call('resolveEverywhere', { body }),
  });
};

export const useUndoResolution = () => {
  const { call } = useApi();
  const refresh = useRefreshAll();
  return useMutation({
    mutationFn: (resolutionId: string) => call('undoResolveEverywhere', { params: { resolutionId } }),
    onSettled: refresh,
  });
};

export const useUsers = () => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    ...firstPage,
    queryKey: ['users', organizationId],
    queryFn: ({ signal, pageParam }) => call('listUsers', { query: at(pageParam), signal }),
    getNextPageParam: next,
  });
};

export const useAddUser = () => {
  const { call } = useApi();
  const refresh = useRefreshAll();
  return useMutation({
    mutationFn: (body: CallInput<'addUser'>['body']) => call('addUser', { body }),
    onSuccess: refresh,
  });
};

export const useChangeUser = () => {
  const { call } = useApi();
  const refresh = useRefreshAll();
  return useMutation({
    mutationFn: ({ userId, body }: { userId: string; body: CallInput<'changeUser'>['body'] }) =>
      call('changeUser', { params: { userId }, body }),
    onSettled: refresh,
  });
};

export const useInviteUser = () => {
  const { call } = useApi();
  return useMutation({ mutationFn: (userId: string) => call('inviteUser', { params: { userId } }) });
};
