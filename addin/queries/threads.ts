import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
