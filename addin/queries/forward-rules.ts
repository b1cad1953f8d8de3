import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type ForwardRule = CallOutput<'listForwardRules'>['items'][number];
export type ForwardSettings = NonNullable<CallOutput<'getForwardSettings'>['settings']>;
export type ForwardSettingsInput = CallInput<'setForwardSettings'>['body'];

export const useForwardSettings = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['forward-settings', organizationId],
    queryFn: async ({ signal }) => (await call('getForwardSettings', { signal })).settings,
  });
};

export const useSetForwardSettings = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ForwardSettingsInput) => call('setForwardSettings', { body }),
    onSuccess: ({ settings }) => client.setQueryData(['forward-settings', organizationId], settings),
  });
};

/** While a probe is on its way it is asked after so often. */
const waitingMs = 10_000;

/** Users by name, with how their rule was found last. */
export const useForwardRules = () => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    initialPageParam: null as string | null,
    queryKey: ['forward-rules', organizationId],
    queryFn: ({ signal, pageParam }) =>
      call('listForwardRules', { query: { limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ probe }) => probe?.state === 'waiting')) === true
        ? waitingMs
        : false,
  });
};

/** Teams with who is in them. */
export const useTeams = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['teams', organizationId],
    queryFn: async ({ signal }) =>
      (await call('listRecords', { params: { type: 'team' }, query: { limit: 200 }, signal })).items.map(
        ({ id, name, members = [] }) => ({ id, name, memberIds: new Set(members.map((member) => member.id)) }),
      ),
  });
};

/** What is done to one user's rule. */
export type ForwardStep = 'check' | 'deploy' | 'remove' | 'probe';

const routeOf = {
  check: 'checkForwardRule',
  deploy: 'deployForwardRule',
  remove: 'removeForwardRule',
  probe: 'probeForwardRule',
} as const;

/** One step for one user; whoever runs many asks the list anew at the end. */
export const useForwardStep = () => {
  const { call } = useApi();
  return (userId: string, step: ForwardStep): Promise<ForwardRule> => call(routeOf[step], { params: { userId } });
};
