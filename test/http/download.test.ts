import express from 'express';
import { describe, expect, test } from 'vitest';
import { downloadRoutes } from '../../server/http/download-routes.ts';
import type { SelfMadeAuthority } from '../../server/http/download-routes.ts';
import { listen } from '../support/listening.ts';

const authority: SelfMadeAuthority = { pem: '-----BEGIN CERTIFICATE-----\n', fingerprint: 'AB:CD:EF' };

const page = async (
  path: string,
  {
    publicUrl = 'https://crm.example.com',
    made = null,
    languages = 'en',
  }: { publicUrl?: string; made?: SelfMadeAuthority | null; languages?: string } = {},
) => {
  const app = express();
  app.use(downloadRoutes({ publicUrl: () => publicUrl, authority: made }));
  await using server = await listen(app);
  const answer = await fetch(`${server.origin}${path}`, { headers: { 'Accept-Language': languages } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('GET /download', () => {
  test.each([
    ['/download', 'es-MX,es;q=0.9,en;q=0.5', 'es', 'Instalar Correspond en Outlook'],
    ['/download', 'de,en;q=0.8', 'en', 'Install Correspond in Outlook'],
    ['/download', 'de', 'en', 'Install Correspond in Outlook'],
    ['/download?lang=es', 'en', 'es', 'Instalar Correspond en Outlook'],
    ['/download?lang=en', 'es', 'en', 'Install Correspond in Outlook'],
    ['/download?lang=xx', 'es', 'es', 'Instalar Correspond en Outlook'],
  ])('P12: %s for a browser that reads %s is in %s', async (path, languages, language, title) => {
    const { headers, text } = await page(path, { languages });
    expect(headers.get('content-language')).toBe(language);
    expect(headers.get('vary')).toContain('Accept-Language');
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(`<h1>${title}</h1>`);
  });

  test('offers both profiles and says that one needs an administrator', async () => {
    const { text } = await page('/download');
    expect(text).toContain('href="/manifest.xml?profile=user"');
    expect(text).toContain('href="/manifest.xml?profile=admin"');
    expect(text).toContain('ReadWriteMailbox');
  });

  test('names every Outlook and the usual obstacles', async () => {
    const { text } = await page('/download');
    for (const words of [
      'Outlook on the web',
      'New Outlook for Windows',
      'Classic Outlook for Windows',
      'Outlook for Mac',
      'iPhone, iPad and Android',
      'Exchange server of your own',
      'https://aka.ms/olksideload',
      'My Custom Apps',
      '24 hours',
    ])
      expect(text).toContain(words);
  });

  test('an address for everybody carries no mark and no certificate to trust', async () => {
    const { text } = await page('/download');
    expect(text).not.toContain('this computer only</strong>');
    expect(text).not.toContain('certificate.crt');
    expect((await page('/download/certificate.crt')).status).toBe(404);
  });

  test.each(['https://localhost:3000', 'https://127.0.0.1:3000', 'https://[::1]:3000', 'https://crm.localhost'])(
    '%s is marked "this computer only"',
    async (publicUrl) => {
      const { text } = await page('/download', { publicUrl });
      expect(text).toContain('this computer only</strong>');
      expect(text).toContain('Other computers and phones cannot reach it');
    },
  );

  test('an address with a certificate made here is marked, and the certificate can be had and compared', async () => {
    const { text } = await page('/download', { made: authority });
    expect(text).toContain('this computer only</strong>');
    expect(text).toContain('npx correspond certificate trust');
    expect(text).toContain('AB:CD:EF');
    const file = await page('/download/certificate.crt', { made: authority });
    expect(file.text).toBe(authority.pem);
    expect(file.headers.get('content-type')).toContain('application/x-x509-ca-cert');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename=correspond-authority.crt');
  });

  test('an address without https offers no file', async () => {
    const { text } = await page('/download', { publicUrl: 'http://localhost:3000' });
    expect(text).not.toContain('/manifest.xml');
    expect(text).toContain('Outlook loads add-ins over https only');
  });

  test('what is put into the page is escaped, and nothing from elsewhere may load', async () => {
    const { text, headers } = await page('/download', { publicUrl: 'https://x.example/"><script>alert(1)</script>' });
    expect(text).not.toContain('<script');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await page('/download/page.css')).headers.get('content-type')).toContain('text/css');
  });
});
