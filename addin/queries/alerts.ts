import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api-context.ts';

/** Alerts are asked for anew this often. */
const everyMs = 60_000;

/** What one must hear, the newest first. */
export const useAlerts = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['alerts', organizationId],
    queryFn: async ({ signal }) => (await call('listMyAlerts', { signal })).items,
    refetchInterval: everyMs,
  });
};

export const usePutAwayAlert = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alertId: string) => call('putAwayMyAlert', { params: { alertId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  });
};
