import { useQuery } from '@tanstack/react-query';
import { useHost } from '../office/host-context.ts';
import type { OpenItem } from '../office/open-item.ts';

/** P13: whose mailbox the item lies in, when it is not one's own; null until Outlook has said so. */
export const usePrincipal = (item: OpenItem): string | null => {
  const host = useHost();
  const query = useQuery({
    queryKey: ['principal', item.key],
    queryFn: ({ signal }) => host.readPrincipal(item, signal),
    staleTime: Infinity,
  });
  return query.data ?? null;
};
