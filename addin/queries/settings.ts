import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

/** A24: a rule as it is written; `enabled` absent: it is on. */
export type Rule = NonNullable<CallInput<'changeMySettings'>['body']['rules']>[number];

const settingsKey = (organizationId: string) => ['my-settings', organizationId] as const;

/** The caller's settings; asked only where `wanted`, so that they cost the first screen nothing. */
export const useMySettings = (wanted: 'now' | 'not yet' = 'now') => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: settingsKey(organizationId),
    queryFn: ({ signal }) => call('getMySettings', { signal }),
    staleTime: 300_000,
    enabled: wanted === 'now',
  });
};

export const useChangeMySettings = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'changeMySettings'>['body']) => call('changeMySettings', { body }),
    onSuccess: (settings) => client.setQueryData(settingsKey(organizationId), settings),
  });
};
