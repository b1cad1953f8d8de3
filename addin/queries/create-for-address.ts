import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api-context.ts';

interface NewOwner {
  readonly type: 'contact' | 'lead';
  readonly name: string;
  readonly address: string;
}

/** Creates a record with an address and links all past mail that has it; `undo` takes back both. */
export const useCreateForAddress = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ type, name, address }: NewOwner) => {
      const { id } = await call('createRecord', { params: { type }, body: { name, addresses: [address] } });
      const { resolutionId } = await call('resolveEverywhere', {
        body: { address, record: { type, id }, mode: 'apply', addAddress: 'no' },
      });
      const undo = async () => {
        if (resolutionId !== null) await call('undoResolveEverywhere', { params: { resolutionId } });
        await call('deleteRecord', { params: { type, id } });
        await client.invalidateQueries();
      };
      return { undo };
    },
  });
};
