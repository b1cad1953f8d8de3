import { Router } from 'express';
import type { Sandbox } from './sandbox.ts';

/** What the simulated Outlook asks for: which mails have arrived since, and their bytes. */
export const arrivalRoutes = (sandbox: Sandbox): Router => {
  const router = Router();
  router.get('/arrivals.json', (request, response) => {
    const after = Number(request.query['after'] ?? 0);
    const mails = sandbox.arrivals(Number.isSafeInteger(after) ? after : 0);
    response.json({ items: mails.map(({ serial, to }) => ({ serial, to, path: `/arrivals/${serial}.eml` })) });
  });
  router.get(/^\/arrivals\/(\d{1,9})\.eml$/, (request, response) => {
    const mail = sandbox.find(Number(request.params[0]));
    if (mail === null) response.status(404).end();
    else response.type('message/rfc822').send(mail.bytes);
  });
  return router;
};
