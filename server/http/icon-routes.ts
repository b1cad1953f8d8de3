import express from 'express';
import type { Router } from 'express';

/**
 * The product's pictures at `/icons/…` from a folder. Outlook shows them on pages of its own origin, so they are for
 * every origin; their names stay, so a browser asks again after a day.
 */
export const iconRoutes = (folder: string): Router => {
  const router = express.Router();
  router.use(
    '/icons',
    express.static(folder, {
      index: false,
      redirect: false,
      maxAge: '1d',
      setHeaders: (response) => response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin'),
    }),
  );
  return router;
};
