import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

/** Who does what for the mailbox of a person. */
export type Methods = CallOutput<'getUserSettings'>['methods'];

const keyOf = (organizationId: string, userId: string) => ['methods', organizationId, userId] as const;

/** Nobody (empty): nothing is asked. */
export const useMethods = (userId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: keyOf(organizationId, userId),
    queryFn: async ({ signal }) => (await call('getUserSettings', { params: { userId }, signal })).methods,
    enabled: userId !== '',
  });
};

export const useChooseMethods = (userId: string) => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (methods: Partial<Methods>) =>
      (await call('changeUserSettings', { params: { userId }, body: { methods } })).methods,
    onSuccess: (methods) => {
      client.setQueryData(keyOf(organizationId, userId), methods);
      return client.invalidateQueries({ queryKey: ['connections'] });
    },
  });
};
