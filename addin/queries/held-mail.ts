import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type HeldMail = CallOutput<'listUndeliverable'>['items'][number];

const at = (cursor: string | null) => (cursor === null ? {} : { cursor });

export const useHeldMail = () => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    initialPageParam: null as string | null,
    queryKey: ['held', organizationId],
    queryFn: ({ signal, pageParam }) => call('listUndeliverable', { query: at(pageParam), signal }),
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
    staleTime: 0,
  });
};

/** How many are held, asked anew each minute: mail comes and is purged by itself. */
export const useHeldCount = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['held-count', organizationId],
    queryFn: async ({ signal }) => (await call('countUndeliverable', { signal })).count,
    refetchInterval: 60_000,
    staleTime: 0,
  });
};

/** Several as one archive. */
export const useExportHeld = () => {
  const { call } = useApi();
  return useMutation({
    mutationFn: (ids: readonly string[]) => call('exportUndeliverable', { body: { ids: [...ids] } }),
  });
};

/** Every held mail, those too that the page does not show yet. */
export const useAllHeldMail = () => {
  const { call } = useApi();
  return async (): Promise<HeldMail[]> => {
    const all: HeldMail[] = [];
    let cursor: string | null = null;
    do {
      const page: CallOutput<'listUndeliverable'> = await call('listUndeliverable', {
        query: { limit: 200, ...at(cursor) },
      });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  };
};

const mostShown = 256 * 1024;

/** The beginning of the bytes as text; asked for once, because each look is kept in the audit. */
export const useHeldSource = (holdId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['held-source', organizationId, holdId],
    queryFn: async ({ signal }) => {
      const blob = await call('getUndeliverableSource', { params: { holdId }, signal });
      return { text: await blob.slice(0, mostShown).text(), isCut: blob.size > mostShown };
    },
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
};

export const useRetryHeld = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (holdId: string) => call('retryUndeliverable', { params: { holdId } }),
    onSettled: () => client.invalidateQueries(),
  });
};

export const useDiscardHeld = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (holdId: string) => call('discardUndeliverable', { params: { holdId } }),
    onSettled: () => client.invalidateQueries(),
  });
};
