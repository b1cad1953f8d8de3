import express, { type Request, type Response, Router } from 'express';
import { findUnsubscribe, unsubscribe, type UnsubscribeNeeds } from '../usecases/campaigns/unsubscribe.ts';
import { type UnsubscribeLanguage, type UnsubscribeStage, unsubscribePage } from './unsubscribe/unsubscribe-page.ts';

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};

const languageOf = (request: Request): UnsubscribeLanguage =>
  request.acceptsLanguages('en', 'es') === 'es' ? 'es' : 'en';

/**
 * `/unsubscribe/{token}`: the link in bulk mail. Mail programs POST to it by themselves (RFC 8058 section 3.1); a person
 * who opens it is asked first, because programs that look at links before people do open them too.
 */
export const unsubscribeRoutes = (needs: UnsubscribeNeeds): Router => {
  const router = Router();
  const find = findUnsubscribe(needs);
  const leave = unsubscribe(needs);
  const send = (request: Request, response: Response, stage: UnsubscribeStage) => {
    const language = languageOf(request);
    response
      .status(stage.kind === 'unknown' ? 404 : 200)
      .set({ ...headers, 'Content-Language': language })
      .vary('Accept-Language')
      .type('html')
      .send(unsubscribePage(language, stage));
  };
  router.get('/unsubscribe/:token', async (request, response) => {
    const found = await find(request.params.token);
    send(request, response, found === null ? { kind: 'unknown' } : { kind: 'asked', ...found });
  });
  // The body says `List-Unsubscribe=One-Click` or comes from our own form; the link alone is what counts.
  router.post(
    '/unsubscribe/:token',
    express.urlencoded({ extended: false, limit: '2kb' }),
    async (request, response) => {
      const ended = await leave(request.params.token);
      send(request, response, ended === null ? { kind: 'unknown' } : { kind: 'done', ...ended });
    },
  );
  return router;
};
