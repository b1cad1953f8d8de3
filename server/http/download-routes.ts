import { Router } from 'express';
import type { Request } from 'express';
import { installationGuide } from '../manifest/guide/guide.ts';
import type { GuideLanguage } from '../manifest/guide/guide.ts';
import { reachOf } from '../manifest/guide/reach.ts';
import { downloadPage } from './download/download-page.ts';
import { pageCss } from './download/page-css.ts';

/** The authority that this installation made for itself. */
export interface SelfMadeAuthority {
  readonly pem: string;
  /** SHA-256, pairs of hex digits with colons. */
  readonly fingerprint: string;
}

export interface DownloadNeeds {
  /** Known once the port is. */
  readonly publicUrl: () => string;
  /** null: the certificate comes from an authority that computers already trust. */
  readonly authority: SelfMadeAuthority | null;
}

const languageOf = (request: Request): GuideLanguage => {
  const wanted = request.query['lang'];
  if (wanted === 'en' || wanted === 'es') return wanted;
  return request.acceptsLanguages('en', 'es') === 'es' ? 'es' : 'en';
};

const headers = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** `GET /download`: how to bring the add-in into each Outlook, with both files and the certificate. No sign-in. */
export const downloadRoutes = ({ publicUrl, authority }: DownloadNeeds): Router => {
  const router = Router();
  router.get('/download', (request, response) => {
    const language = languageOf(request);
    const page = downloadPage({
      guide: installationGuide(language),
      publicUrl: publicUrl(),
      reach: reachOf(publicUrl(), authority === null ? 'trusted' : 'selfMade'),
      authorityFingerprint: authority?.fingerprint ?? null,
    });
    response
      .set({ ...headers, 'Content-Language': language })
      .vary('Accept-Language')
      .type('html')
      .send(page);
  });
  router.get('/download/page.css', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('css').send(pageCss);
  });
  if (authority !== null) {
    router.get('/download/certificate.crt', (_request, response) => {
      response
        .set({ 'Cache-Control': 'no-cache', 'Content-Type': 'application/x-x509-ca-cert' })
        .attachment('correspond-authority.crt')
        .send(authority.pem);
    });
  }
  return router;
};
