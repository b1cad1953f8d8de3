import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

/** A mailbox or an account of anybody, as administrators see it. */
export type ShownConnection = CallOutput<'listConnections'>['items'][number];

/** What was tried again shows soon how it went. */
const everyMs = 30_000;

export const useConnections = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['connections', organizationId],
    queryFn: ({ signal }) => call('listConnections', { signal }),
    refetchInterval: everyMs,
  });
};

/** Null: all that stopped. */
export const useResumeConnections = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[] | null) =>
      call('resumeConnections', { body: ids === null ? {} : { ids: [...ids] } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
};
