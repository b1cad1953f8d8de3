import { createHash, randomBytes } from 'node:crypto';
import type { DeviceDescription, TokenAnswer } from '#shared/contracts/session.ts';

/** A password that the rules accept. */
export const goodPassword = 'seven grey herons stand still';

export interface ProofKey {
  readonly verifier: string;
  readonly challenge: string;
}

export const proofKey = (): ProofKey => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

/** A JSON call without a token; the answer with its parsed body. */
export const post = async (
  origin: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> => {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
};

export const classicOutlook = { name: 'Outlook on DESK-7', client: 'Outlook', platform: 'PC' };

/** The whole sign-in of an Outlook: authorization with a challenge, then code and verifier for tokens. */
export const signIn = async (
  origin: string,
  email: string,
  device: Partial<DeviceDescription> = {},
): Promise<TokenAnswer> => {
  const { verifier, challenge } = proofKey();
  const authorized = await post(origin, '/session/authorization', { email, password: goodPassword, challenge });
  if (authorized.status !== 200) throw new Error(`authorize: ${JSON.stringify(authorized.body)}`);
  const { code } = authorized.body;
  const exchanged = await post(origin, '/session/token', { code, verifier, device: { ...classicOutlook, ...device } });
  if (exchanged.status !== 200) throw new Error(`exchange: ${JSON.stringify(exchanged.body)}`);
  return exchanged.body as unknown as TokenAnswer;
};
