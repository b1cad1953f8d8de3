import { QueryClient } from '@tanstack/react-query';
import { isTemporary } from '../api/api-error.ts';

/** Server state of the page: kept for the session, asked again when looked at, tried again only where time may help. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isTemporary(error),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
