import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '#shared/contracts/api.ts';
import { useLanguage } from '../strings/strings.ts';
import { useApi } from './api-context.ts';

type Addresses = CallOutput<'listMyAddresses'>;
export type OwnAddress = Addresses['items'][number];

/** P20: one's own addresses, and the ways to add, prove and remove one; each answers with all of them. */
export const useMyAddresses = () => {
  const { call, organizationId } = useApi();
  const language = useLanguage();
  const client = useQueryClient();
  const queryKey = ['my-addresses', organizationId];
  const addresses = useQuery({ queryKey, queryFn: ({ signal }) => call('listMyAddresses', { signal }) });
  const onSuccess = (now: Addresses) => client.setQueryData(queryKey, now);
  const add = useMutation({
    mutationFn: (address: string) => call('addMyAddress', { body: { address, language } }),
    onSuccess,
  });
  const confirm = useMutation({
    mutationFn: ({ address, code }: { readonly address: string; readonly code: string }) =>
      call('confirmMyAddress', { params: { address }, body: { code } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (address: string) => call('removeMyAddress', { params: { address } }),
    onSuccess,
  });
  return { addresses, add, confirm, remove };
};
