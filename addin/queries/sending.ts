import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

/** Whose sending server: the organization's, or one's own. */
export type SendingOwner = 'organization' | 'me';

const keyOf = (organizationId: string, owner: SendingOwner) => ['sending-profile', organizationId, owner];

export const useSendingProfile = (owner: SendingOwner) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: keyOf(organizationId, owner),
    queryFn: ({ signal }) =>
      owner === 'organization' ? call('getSendingProfile', { signal }) : call('getMySendingProfile', { signal }),
  });
};

/** What was answered stands at once; lists that name it are asked anew. */
const useKeepAnswer = (owner: SendingOwner) => {
  const { organizationId } = useApi();
  const client = useQueryClient();
  return (answer: CallOutput<'getSendingProfile'>) => {
    client.setQueryData(keyOf(organizationId, owner), answer);
    void client.invalidateQueries({ queryKey: ['sending-profiles', organizationId] });
  };
};

export const useSetSendingProfile = (owner: SendingOwner) => {
  const { call } = useApi();
  const onSuccess = useKeepAnswer(owner);
  return useMutation({
    mutationFn: (body: CallInput<'setSendingProfile'>['body']) =>
      owner === 'organization' ? call('setSendingProfile', { body }) : call('setMySendingProfile', { body }),
    onSuccess,
  });
};

export const useTestSendingProfile = (owner: SendingOwner) => {
  const { call } = useApi();
  const onSuccess = useKeepAnswer(owner);
  return useMutation({
    mutationFn: (body: CallInput<'testSendingProfile'>['body']) =>
      owner === 'organization' ? call('testSendingProfile', { body }) : call('testMySendingProfile', { body }),
    onSuccess,
  });
};

export const useRemoveSendingProfile = (owner: SendingOwner) => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      owner === 'organization' ? call('deleteSendingProfile', {}) : call('deleteMySendingProfile', {}),
    onSettled: () => client.invalidateQueries(),
  });
};

/** Users with a server of their own, for administrators. */
export const useSendingProfiles = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['sending-profiles', organizationId],
    queryFn: async ({ signal }) => (await call('listSendingProfiles', { signal })).items,
  });
};

export const useApproveSending = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, approved }: { readonly userId: string; readonly approved: boolean }) =>
      call('approveSendingProfile', { params: { userId }, body: { approved } }),
    onSettled: () => client.invalidateQueries(),
  });
};
