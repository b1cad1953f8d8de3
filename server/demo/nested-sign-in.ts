import { Buffer } from 'node:buffer';
import express, { Router } from 'express';

/** What the simulated Outlook lends of its own sign-in; made by a test that has a service to sign in to. */
export interface NestedSignIn {
  readonly user: string;
  /** A token for these scopes; `interaction`: the person must be asked first, `refused`: nobody gets one. */
  readonly token: (asked: {
    readonly clientId: string;
    readonly scope: string;
    readonly byWindow: boolean;
  }) => { readonly accessToken: string; readonly seconds: number } | 'interaction' | 'refused';
}

interface Envelope {
  readonly method?: string;
  readonly requestId?: string;
  readonly tokenParams?: { readonly clientId?: string; readonly scope?: string };
}

const tenantId = '11111111-1111-4111-8111-111111111111';
const objectId = '22222222-2222-4222-8222-222222222222';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Nobody checks its signature: it tells the page who is signed in. */
const idToken = (user: string, clientId: string): string =>
  [
    part({ alg: 'none', typ: 'JWT' }),
    part({ aud: clientId, oid: objectId, sub: objectId, tid: tenantId, preferred_username: user, ver: '2.0' }),
    '',
  ].join('.');

const accountOf = (user: string) => ({
  homeAccountId: `${objectId}.${tenantId}`,
  environment: 'login.microsoftonline.com',
  tenantId,
  localAccountId: objectId,
  username: user,
});

const refusals = {
  interaction: { status: 'USER_INTERACTION_REQUIRED', code: 'interaction_required' },
  refused: { status: 'PERSISTENT_ERROR', code: 'access_denied' },
} as const;

const tokenAnswer = (signIn: NestedSignIn, { method, tokenParams }: Envelope) => {
  const { clientId = '', scope = '' } = tokenParams ?? {};
  const given = signIn.token({ clientId, scope, byWindow: method === 'GetTokenPopup' });
  if (typeof given === 'string') return { success: false, error: refusals[given] };
  const { accessToken: access_token, seconds: expires_in } = given;
  const token = { access_token, expires_in, id_token: idToken(signIn.user, clientId), scope, properties: null };
  return { success: true, token, account: accountOf(signIn.user) };
};

const answerTo = (signIn: NestedSignIn, asked: Envelope) => {
  if (asked.method !== 'GetInitContext') return tokenAnswer(signIn, asked);
  const { homeAccountId, environment, tenantId: tenant } = accountOf(signIn.user);
  const accountContext = { homeAccountId, environment, tenantId: tenant };
  return { success: true, initContext: { sdkName: 'simulated-outlook', sdkVersion: '1.0.0', accountContext } };
};

/** Answers what msal-browser asks of its host (nested app authentication): our reading of its source, not Microsoft's code. */
export const nestedSignInRoutes = (signIn: NestedSignIn): Router => {
  const router = Router();
  router.post('/nested-sign-in', express.json(), (request, response) => {
    const asked = request.body as Envelope;
    const head = { messageType: 'NestedAppAuthResponse', requestId: asked.requestId };
    response.json({ ...head, ...answerTo(signIn, asked) });
  });
  return router;
};
