import axe from 'axe-core';
import express from 'express';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadRoutes } from '../../server/http/download-routes.ts';
import { launchBrowser } from '../support/browser.ts';
import { listen } from '../support/listening.ts';

const files = new URL('../../addin/public/', import.meta.url).pathname;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('download page', () => {
  it.each([
    ['en', 360, 'light'],
    ['es', 360, 'dark'],
    ['es', 1280, 'light'],
    ['en', 1280, 'dark'],
  ] as const)(
    'P12: %s, %i pixels wide, %s: nothing for axe to find and nothing cut off',
    async (language, width, colorScheme) => {
      const app = express();
      const authority = { pem: '', fingerprint: 'AB:'.repeat(32).slice(0, -1) };
      app.use(downloadRoutes({ publicUrl: () => 'https://localhost:3000', authority }), express.static(files));
      await using server = await listen(app);
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      await page.goto(`${server.origin}/download?lang=${language}`);
      await page.evaluate(() => {
        for (const folded of document.querySelectorAll('details')) folded.open = true;
      });
      await page.evaluate(axe.source);
      const findings = await page.evaluate(async () => {
        const { axe: inPage } = window as unknown as { axe: typeof axe };
        return (await inPage.run()).violations.map((violation) => [
          violation.id,
          violation.nodes.map((node) => node.html),
        ]);
      });
      expect(findings).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.close();
    },
  );
});
