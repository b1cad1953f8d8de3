import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api-context.ts';

/** C6: whether mail of the thread is tracked by itself. */
export const useThreadVeto = (threadId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['thread-veto', organizationId, threadId],
    queryFn: ({ signal }) => call('getThreadVeto', { params: { threadId }, signal }),
  });
};

/** Sets or lifts one's veto; the answer is what stands then. */
export const useChangeThreadVeto = (threadId: string) => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: 'veto' | 'lift') =>
      call(wish === 'veto' ? 'vetoThread' : 'liftThreadVeto', { params: { threadId } }),
    onSuccess: (state) => client.setQueryData(['thread-veto', organizationId, threadId], state),
  });
};

const mailThreadKey = 'mail-thread';

/**
 * C6: the thread of a mail by its own Message-ID and those it answers, with the veto that stands; null when it belongs to
 * none that is known. `activityId` is that of the mail once it is tracked: then there is a thread that was none before.
 */
export const useMailThread = (messageIds: readonly string[], activityId: string | undefined) => {
  const { call, organizationId } = useApi();
  const key = [mailThreadKey, organizationId, messageIds, activityId ?? null];
  const client = useQueryClient();
  const query = useQuery({
    queryKey: key,
    queryFn:
      messageIds.length === 0
        ? skipToken
        : async ({ signal }) =>
            (await call('findThread', { body: { internetMessageIds: [...messageIds] }, signal })).thread,
  });
  const change = useMutation({
    mutationFn: ({ threadId, wish }: { threadId: string; wish: 'veto' | 'lift' }) =>
      call(wish === 'veto' ? 'vetoThread' : 'liftThreadVeto', { params: { threadId } }),
    onSuccess: (state) => client.setQueryData(key, state),
  });
  return { thread: query.data ?? null, change };
};
