import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

const settingsKey = (organizationId: string) => ['organization-settings', organizationId] as const;

/** The organization's settings. */
export const useOrganizationSettings = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: settingsKey(organizationId),
    queryFn: ({ signal }) => call('getSettings', { signal }),
  });
};

/** T5: whose classic tokens begin again soon. */
export const useUsedUpTokens = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['used-up-tokens', organizationId],
    queryFn: async ({ signal }) => (await call('listUsedUpTokens', { signal })).items,
    staleTime: 300_000,
  });
};

/** Changes what is named and leaves the rest. */
export const useChangeOrganizationSettings = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'changeSettings'>['body']) => call('changeSettings', { body }),
    onSuccess: (settings) => client.setQueryData(settingsKey(organizationId), settings),
  });
};
