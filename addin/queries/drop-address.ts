import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api-context.ts';

/** A20: one's own drop address, and the way to another one, which ends the one before. */
export const useDropAddress = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  const queryKey = ['drop-address', organizationId];
  const address = useQuery({ queryKey, queryFn: ({ signal }) => call('getDropAddress', { signal }) });
  const make = useMutation({
    mutationFn: () => call('makeDropAddress', {}),
    onSuccess: (made) => client.setQueryData(queryKey, made),
  });
  return { address, make };
};
