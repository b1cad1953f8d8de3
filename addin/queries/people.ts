import { queryOptions, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AddressMatch } from '#shared/contracts/address-matches.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { type Api, useApi } from './api-context.ts';

/** At most this many addresses are asked about at once; the rest of a long list is shown unmatched. */
const mostAddresses = 100;

/** Whose addresses these are; asked in one call. Idle while there are none. */
export const matchesQuery = (
  { call, organizationId }: Pick<Api, 'call' | 'organizationId'>,
  addresses: readonly string[],
) => {
  const asked = addresses.slice(0, mostAddresses);
  return queryOptions({
    queryKey: ['address-matches', organizationId, asked],
    queryFn:
      asked.length === 0
        ? skipToken
        : async ({ signal }): Promise<readonly AddressMatch[]> =>
            (await call('matchAddresses', { body: { addresses: asked }, signal })).matches,
  });
};

export const useAddressMatches = (addresses: readonly string[]) => useQuery(matchesQuery(useApi(), addresses));

/** Remembers whose address it is, or forgets that (R5). */
export const useAddressChoice = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ address, record }: { address: string; record: RecordRef | null }) =>
      record
        ? call('chooseAddress', { params: { address }, body: { record: { type: record.type, id: record.id } } })
        : call('forgetAddressChoice', { params: { address } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['address-matches'] }),
        client.invalidateQueries({ queryKey: ['regarding-suggestions'] }),
      ]),
  });
};
