import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type LogLine = CallOutput<'listOutcomes'>['items'][number];
/** What of the log is looked at. */
export type LogFilter = Omit<CallInput<'countOutcomes'>['query'], 'code'>;

/** Lines, newest first, page after page; `code` null: of every reason. Mail comes by itself, so each look asks anew. */
export const useLog = (filter: LogFilter, code: number | null) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    initialPageParam: null as string | null,
    queryKey: ['router-log', organizationId, filter, code],
    queryFn: ({ signal, pageParam }) =>
      call('listOutcomes', {
        query: {
          ...filter,
          ...(code === null ? {} : { code }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
};

/** How often each reason was given. */
export const useLogCounts = (filter: LogFilter) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['router-log-counts', organizationId, filter],
    queryFn: async ({ signal }) => (await call('countOutcomes', { query: filter, signal })).counts,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
};

/** A4: who wrote what of another's mail, with the reason that the audit keeps. */
export const useReadLine = (outcomeId: string) => {
  const { call } = useApi();
  return useMutation({
    mutationFn: (reason: string) => call('readOutcome', { params: { outcomeId }, body: { reason } }),
  });
};
