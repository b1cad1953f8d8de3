import { createContext, useContext } from 'react';
import type { Call } from '../api/transport.ts';

/** The server as the signed-in user of one organization; answers of one organization never serve another. */
export interface Api {
  readonly call: Call;
  readonly organizationId: string;
  readonly userId: string;
}

const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

export const useApi = (): Api => {
  const api = useContext(ApiContext);
  if (!api) throw new Error('ApiProvider is missing');
  return api;
};
