import { useQuery } from '@tanstack/react-query';
import { readThreadIds } from '../office/header-block.ts';
import { useHost } from '../office/host-context.ts';
import type { OpenItem } from '../office/open-item.ts';

const none: readonly string[] = [];

/** Message-IDs that the open mail answers; none where the client has no headers, undefined until that is known. */
export const useThreadIds = (item: OpenItem): readonly string[] | undefined => {
  const host = useHost();
  const query = useQuery({
    queryKey: ['thread-ids', item.key],
    queryFn: async ({ signal }) => readThreadIds((await host.readHeaders(item, signal)) ?? ''),
    staleTime: Infinity,
    retry: false,
  });
  return query.isError ? none : query.data;
};
