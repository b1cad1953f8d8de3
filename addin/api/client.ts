import type { RouteName } from '#shared/contracts/routes.ts';
import { ApiError } from './api-error.ts';
import type { Call } from './transport.ts';

/** What the client asks of the session. */
export interface TokenSource {
  accessToken(): Promise<string>;
  /** Another token after this one was refused; rejects with `signed_out` when there is none. */
  renew(refused: string): Promise<string>;
  organization(): string | null;
}

const openToAll: readonly RouteName[] = [
  'authorize',
  'exchangeCode',
  'refreshSession',
  'getFirstRun',
  'acceptInvitation',
];

/**
 * Calls as the signed-in user in the chosen organization, unless the call names another; an expired token is renewed once,
 * silently.
 */
export const createClient =
  (transport: Call, tokens: TokenSource): Call =>
  async (name, args) => {
    if (openToAll.includes(name)) return transport(name, args);
    const organization = tokens.organization();
    const withToken = (token: string): Parameters<typeof transport<typeof name>>[1] => ({
      ...args,
      headers: {
        ...(organization ? { 'x-organization': organization } : {}),
        ...args.headers,
        authorization: `Bearer ${token}`,
      },
    });
    const token = await tokens.accessToken();
    try {
      return await transport(name, withToken(token));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error;
      return transport(name, withToken(await tokens.renew(token)));
    }
  };
