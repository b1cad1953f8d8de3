import { useQuery } from '@tanstack/react-query';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import { ApiError } from '../api/api-error.ts';
import { useApi } from './api-context.ts';

/** Records by name, in order; what one may not read any more is left out. */
export const useNamesOf = (refs: readonly RecordRef[]) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['record-names', organizationId, refs],
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        refs.map(async ({ type, id }): Promise<NamedRecordRef | null> => {
          try {
            const { name } = await call('getRecord', { params: { type, id }, signal });
            return { type, id, name };
          } catch (error) {
            if (error instanceof ApiError && error.code === 'record_not_found') return null;
            throw error;
          }
        }),
      );
      return found.filter((record) => record !== null);
    },
  });
};
